import { IconSchool } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useUser } from "../accounts/session";
import { ClassroomSection } from "./ClassroomSection";
import { MoreCourses } from "./MoreCourses";
import { NextStep } from "./NextStep";
import { Pending } from "./Pending";
import { myClassrooms, myCourses, myRedemptions } from "./queries";
import { RedeemPanel } from "./RedeemPanel";
import styles from "./screens.module.css";
import { useSendWaiting } from "./useSendWaiting";

export function HomeScreen() {
  const t = useT();
  const user = useUser();
  const codeFirst = useCodeFirst();
  useSendWaiting();
  return (
    <div className={styles.home}>
      <PageTitle title={t("app.home")} />
      <h1>{t("home.greeting", { name: user.display_name })}</h1>
      {codeFirst ? <RedeemPanel /> : null}
      <NextStep />
      <Pending />
      <Classrooms />
      <MoreCourses />
      {codeFirst === false ? <RedeemPanel /> : null}
    </div>
  );
}

/**
 * Whether the code box is the first thing here, as it is for who has no class yet. Found out once: a box
 * that answers a code stays where it is.
 */
function useCodeFirst(): boolean | null {
  const query = useInfiniteQuery(myClassrooms());
  const first = query.isPending ? null : itemsOf(query.data).length === 0;
  const [found, setFound] = useState(first);
  if (found === null && first !== null) setFound(first);
  return found;
}

/** Whoever signed up a second time finds nothing here until the address is known to be theirs. */
function HereBefore() {
  const t = useT();
  const user = useUser();
  const waiting = itemsOf(useInfiniteQuery(myRedemptions()).data).length > 0;
  // A code that waits asks for the same, above.
  if (waiting || user.email_verified || !user.email) return null;
  return (
    <div className={styles.hereBefore}>
      <p>{t("home.hereBefore")}</p>
      <RouterLinkButton to="/verify" kind="quiet">
        {t("home.verify")}
      </RouterLinkButton>
    </div>
  );
}

function Classrooms() {
  const t = useT();
  const query = useInfiniteQuery(myClassrooms());
  const taken = useInfiniteQuery(myCourses());
  const classrooms = itemsOf(query.data);
  const courses = itemsOf(taken.data);
  const pending = query.isPending || taken.isPending;
  return (
    <section className={styles.section}>
      <h2>{t("home.classrooms")}</h2>
      {pending ? <RowsSkeleton rows={4} /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {taken.isError && !query.isError ? (
        <ErrorState error={taken.error} onRetry={() => void taken.refetch()} />
      ) : null}
      {query.isSuccess && classrooms.length === 0 ? (
        <EmptyState
          icon={<IconSchool size={28} />}
          title={t("home.noClassrooms")}
          text={t("home.noClassroomsText")}
          action={<HereBefore />}
        />
      ) : null}
      <div className={styles.cards}>
        {pending || taken.isError
          ? null
          : classrooms.map((classroom) => (
              <ClassroomSection key={classroom.id} classroom={classroom} taken={courses} />
            ))}
      </div>
    </section>
  );
}
