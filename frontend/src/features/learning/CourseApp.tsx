import { useCallback, useEffect, useState } from "react";
import { startSession } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import { useLocale } from "@/i18n/context";
import { useChangeLocale } from "@/i18n/LocaleProvider";
import { ErrorState } from "@/ui/ErrorState";
import { useMaybeUser } from "../accounts/session";
import { useAddress } from "./address";
import { CoursePage } from "./CoursePage";
import { Frame } from "./Frame";
import { LessonPage } from "./LessonPage";
import { Loading } from "./Loading";
import { ownerHere, sendWaiting } from "./post";
import { SignInAgain, SignInFirst } from "./SignIn";
import { useNews } from "./useNews";

/** The pages of a course, for whoever is signed in; whoever is not signs in here and stays here. */
export function CourseApp() {
  const user = useMaybeUser();
  const [started, setStarted] = useState<"no" | "yes" | Problem>("no");
  const start = useCallback(() => {
    setStarted("no");
    startSession().then(
      () => setStarted("yes"),
      (error: unknown) => setStarted(asProblem(error)),
    );
  }, []);
  useEffect(start, [start]);
  useEffect(() => {
    window.addEventListener("online", start);
    if (started === "yes") window.removeEventListener("online", start);
    return () => window.removeEventListener("online", start);
  }, [start, started]);
  useFollowLocale(user?.locale);

  if (started === "no") return <Loading />;
  if (started !== "yes") {
    return (
      <Frame>
        <ErrorState page error={started} onRetry={start} />
      </Frame>
    );
  }
  // (Whoever was at work here stays here when the sign-in runs out.)
  return ownerHere() ? <Pages /> : <SignInFirst />;
}

function Pages() {
  const { enrollment, position, quiz } = useAddress();
  const user = useMaybeUser();
  useNews();
  useEffect(() => {
    if (user) void sendWaiting();
  }, [user]);
  return (
    <>
      {position === null ? (
        <CoursePage key={enrollment} enrollment={enrollment} />
      ) : (
        <LessonPage
          key={`${enrollment}/${position}`}
          enrollment={enrollment}
          position={position}
          quiz={quiz}
        />
      )}
      {user ? null : <SignInAgain />}
    </>
  );
}

/** The language of the account goes before the browser's. */
function useFollowLocale(chosen: "en" | "es" | undefined) {
  const locale = useLocale();
  const change = useChangeLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the account says something new
  useEffect(() => {
    if (chosen && chosen !== locale) change(chosen);
  }, [chosen]);
}
