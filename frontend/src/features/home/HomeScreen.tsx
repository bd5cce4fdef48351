import { IconSchool } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useUser } from "../accounts/session";
import { ClassroomCard } from "./ClassroomCard";
import { MoreCourses } from "./MoreCourses";
import { Pending } from "./Pending";
import { myClassrooms, myRedemptions } from "./queries";
import { RedeemPanel } from "./RedeemPanel";
import styles from "./screens.module.css";

export function HomeScreen() {
  const t = useT();
  const user = useUser();
  return (
    <div className={styles.home}>
      <PageTitle title={t("app.home")} />
      <h1>{t("home.greeting", { name: user.display_name })}</h1>
      <RedeemPanel />
      <Pending />
      <Classrooms />
      <MoreCourses />
    </div>
  );
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
  const classrooms = itemsOf(query.data);
  return (
    <section className={styles.section}>
      <h2>{t("home.classrooms")}</h2>
      {query.isPending ? <RowsSkeleton rows={2} /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
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
        {classrooms.map((classroom) => (
          <ClassroomCard key={classroom.id} classroom={classroom} />
        ))}
      </div>
    </section>
  );
}
