import { IconMailForward, IconMailOff, IconUser } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Invitation } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { notifyDone } from "@/ui/work/notify";
import { type RowAction, RowMenu } from "@/ui/work/RowMenu";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { Person, StateTag } from "./cells";
import styles from "./Invitations.module.css";
import { type InvitationFilter, invitationActions, invitationsQuery } from "./queries";
import { WithdrawDialog } from "./WithdrawDialog";

interface Props {
  filter: InvitationFilter;
  /** Whether each says where it leads. */
  places: boolean;
  empty: ReactNode;
}

export function InvitationsTable({ filter, places, empty }: Props) {
  const t = useT();
  const { id } = useOrganization();
  // People answer while the page is open.
  const query = useInfiniteQuery({ ...invitationsQuery(id, filter), refetchInterval: 15_000 });
  const [withdrawing, setWithdrawing] = useState<Invitation | null>(null);
  const columns = useColumns(places, setWithdrawing);
  return (
    <>
      <DataTable
        label={t("invitations.list")}
        columns={columns}
        rowKey={(each) => each.id}
        query={query}
        empty={empty}
      />
      {withdrawing ? (
        <WithdrawDialog invitation={withdrawing} onClose={() => setWithdrawing(null)} />
      ) : null}
    </>
  );
}

function useColumns(
  places: boolean,
  onWithdraw: (invitation: Invitation) => void,
): Column<Invitation>[] {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const actions = useActions(onWithdraw);
  const place: Column<Invitation> = {
    key: "place",
    header: t("invitations.column.place"),
    from: "tablet",
    render: ({ classroom }) => classroom?.name ?? t("invitations.organizationWide"),
  };
  return [
    {
      key: "person",
      header: t("invitations.column.person"),
      render: (each) => <Person invitation={each} />,
    },
    {
      key: "state",
      header: t("invitations.column.state"),
      render: (each) => <StateTag invitation={each} />,
    },
    ...(places ? [place] : []),
    {
      key: "mailed",
      header: t("invitations.column.mailed"),
      from: "desktop",
      render: (each) => (
        <span className={styles.cell}>
          <span className={styles.nowrap}>{format.wallClock(each.mailed_at, time_zone)}</span>
          {each.mails > 1 ? (
            <span className={styles.faint}>{t("invitations.mails", { count: each.mails })}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: "until",
      header: t("invitations.column.until"),
      from: "desktop",
      render: (each) =>
        each.state === "sent" || each.state === "opened" ? (
          <span className={styles.nowrap}>
            {format.dateIn(lastMoment(each.expires_at), time_zone)}
          </span>
        ) : (
          ""
        ),
    },
    {
      key: "menu",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      align: "end",
      render: (each) => <RowMenu of={each.email} actions={actions(each)} />,
    },
  ];
}

/** It works until a day begins, so through the day before. */
const lastMoment = (instant: string) => new Date(new Date(instant).getTime() - 1).toISOString();

function useActions(onWithdraw: (invitation: Invitation) => void) {
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const notifyProblem = useNotifyProblem();
  const run = useAction();
  const resend = (each: Invitation) =>
    run(each.id, (key) => invitationActions(id).resend(each.id, key))
      .then(() => notifyDone(t("invitations.resent", { email: each.email })), notifyProblem)
      .finally(refresh);
  return (each: Invitation): (RowAction | false | null)[] => {
    const { student } = each;
    const over = each.state === "accepted" || each.state === "withdrawn";
    return [
      student !== null && {
        label: t("invitations.openStudent"),
        icon: IconUser,
        onClick: () =>
          void navigate({
            to: "/o/$organization/students/$student",
            params: { organization: slug, student: student.id },
          }),
      },
      !over && {
        label: t("invitations.resend"),
        icon: IconMailForward,
        onClick: () => void resend(each),
      },
      !over && {
        label: t("invitations.withdraw"),
        icon: IconMailOff,
        loss: true,
        onClick: () => onWithdraw(each),
      },
    ];
  };
}
