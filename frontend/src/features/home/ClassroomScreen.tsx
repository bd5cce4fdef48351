import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { itemsOf } from "@/api/list";
import type { MyClassroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { classroomColor } from "@/lib/classroomColor";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { PageSkeleton, RowsSkeleton } from "@/ui/Skeletons";
import { coursesOf } from "./ClassroomSection";
import { CourseRows } from "./CourseRows";
import { LeaveClassroom } from "./LeaveClassroom";
import { NextStep } from "./NextStep";
import { myClassrooms, myCourses } from "./queries";
import styles from "./screens.module.css";
import { useSendWaiting } from "./useSendWaiting";

/** A classroom as its student sees it. */
export function ClassroomScreen({ classroomId }: { classroomId: string }) {
  const query = useInfiniteQuery(myClassrooms());
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const classroom = itemsOf(query.data).find((each) => each.id === classroomId);
  const searching = !classroom && hasNextPage;
  // One's classrooms come as a list; somebody with very many may be on a later page.
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage();
  }, [searching, isFetching, fetchNextPage]);

  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (classroom) return <Classroom classroom={classroom} />;
  if (query.isPending || searching || isFetching) return <PageSkeleton rows={3} />;
  return <NotMember />;
}

function Classroom({ classroom }: { classroom: MyClassroom }) {
  const t = useT();
  const format = useFormat();
  useSendWaiting();
  const query = useInfiniteQuery(myCourses());
  const courses = coursesOf(classroom, itemsOf(query.data));
  return (
    <>
      <PageTitle title={classroom.name} />
      <div className={styles.band} style={{ background: classroomColor(classroom.color) }} />
      <PageHeader
        above={<Link to="/home">{t("home.back")}</Link>}
        title={classroom.name}
        description={classroom.organization.name}
      />
      <div className={styles.home}>
        {classroom.description ? <p className={styles.text}>{classroom.description}</p> : null}
        <NextStep among={(course) => courses.includes(course)} />
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <RowsSkeleton rows={3} />
        ) : courses.length > 0 ? (
          <section className={styles.section}>
            <h2>{t("home.inClass")}</h2>
            <CourseRows courses={courses} full />
          </section>
        ) : (
          <EmptyState title={t("home.noCourses")} text={t("home.noCoursesText")} />
        )}
        <p className={styles.faint}>
          {t("home.joined", { date: format.date(classroom.joined_at.slice(0, 10)) })}
        </p>
        <LeaveClassroom classroom={classroom} />
      </div>
    </>
  );
}

function NotMember() {
  const t = useT();
  return (
    <EmptyState
      page
      title={t("home.notMember")}
      text={t("home.notMemberText")}
      action={<RouterLinkButton to="/home">{t("home.back")}</RouterLinkButton>}
    />
  );
}
