import { Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Code, CodeRedemption, Instant } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { codeRedemptionsQuery } from "./queries";

interface Props {
  code: Pick<Code, "id" | "code">;
  /** Only those who came then or later. */
  since?: Instant;
  onClose: () => void;
}

/** Everybody who joined with a code, newest first. */
export function RedemptionsDialog({ code, since, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const nameOf = useNameOf();
  const { id, slug, time_zone } = useOrganization();
  const query = useInfiniteQuery(codeRedemptionsQuery(id, code.id, since));
  const columns: Column<CodeRedemption>[] = [
    {
      key: "student",
      header: t("codes.redemptions.student"),
      render: ({ student }) => (
        <Link
          to="/o/$organization/students/$student"
          params={{ organization: slug, student: student.id }}
        >
          {nameOf(student)}
        </Link>
      ),
    },
    {
      key: "email",
      header: t("codes.redemptions.email"),
      render: (each) => each.email_used ?? "–",
      from: "tablet",
    },
    {
      key: "seat",
      header: t("codes.redemptions.seat"),
      render: (each) => t(each.seat_spent ? "codes.redemptions.spent" : "codes.redemptions.kept"),
    },
    {
      key: "joined",
      header: t("codes.redemptions.joined"),
      render: (each) => format.wallClock(each.redeemed_at, time_zone),
    },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t("codes.redemptions.title", { code: code.code })}
    >
      <DataTable
        label={t("codes.redemptions.list")}
        columns={columns}
        rowKey={(each) => each.id}
        query={query}
        empty={
          <EmptyState
            title={t("codes.redemptions.empty")}
            text={t("codes.redemptions.emptyText")}
          />
        }
      />
    </Modal>
  );
}
