import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { OperatorOrganization } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { SeatBar } from "@/ui/SeatBar";
import { PageSkeleton } from "@/ui/Skeletons";
import { Tag } from "@/ui/work/Tag";
import { GrantDialog } from "./GrantDialog";
import { LicensesSection } from "./LicensesSection";
import styles from "./operator.module.css";
import { operatorOrganizationQuery } from "./queries";
import { StatusControl, SuspendDialog } from "./StatusControl";

/** One organization as the operator sees it: seats, licenses, admins, nothing of its people. */
export function OrganizationScreen({ organizationId }: { organizationId: string }) {
  const t = useT();
  const query = useQuery(operatorOrganizationQuery(organizationId));
  const [open, setOpen] = useState<"grant" | "suspend" | null>(null);
  const close = () => setOpen(null);
  if (query.isPending) return <PageSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        action={
          <RouterLinkButton kind="quiet" to="/operator">
            {t("operator.back")}
          </RouterLinkButton>
        }
      />
    );
  }
  const organization = query.data;
  const grant = () => setOpen("grant");
  return (
    <>
      <PageTitle title={organization.name} />
      <Head organization={organization} onGrant={grant} onSuspend={() => setOpen("suspend")} />
      <div className={styles.page}>
        <StatusControl organization={organization} />
        <Balance organization={organization} />
        <LicensesSection organization={organization} onGrant={grant} />
        <Admins organization={organization} />
      </div>
      {open === "grant" ? <GrantDialog organization={organization} onClose={close} /> : null}
      {open === "suspend" ? <SuspendDialog organization={organization} onClose={close} /> : null}
    </>
  );
}

function Head(props: {
  organization: OperatorOrganization;
  onGrant: () => void;
  onSuspend: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const { name, slug, status, created_at, time_zone } = props.organization;
  return (
    <PageHeader
      title={name}
      above={<Link to="/operator">{t("operator.back")}</Link>}
      description={
        <span className={styles.head}>
          <Tag kind={status === "active" ? "good" : "warn"}>{t(`operator.status.${status}`)}</Tag>
          <span>{slug}</span>
          <span>{time_zone.replaceAll("_", " ")}</span>
          <span>{t("operator.since", { day: format.dateIn(created_at, time_zone) })}</span>
        </span>
      }
      actions={
        <>
          {status === "active" ? (
            <Button kind="quiet" onClick={props.onSuspend}>
              {t("operator.suspend")}
            </Button>
          ) : null}
          <Button onClick={props.onGrant}>{t("operator.grant.button")}</Button>
        </>
      }
    />
  );
}

function Balance({ organization }: { organization: OperatorOrganization }) {
  const t = useT();
  const { seats } = organization;
  return (
    <Panel title={t("operator.seats")}>
      <div className={styles.balance}>
        <BigNumber size="hero" value={seats.free} label={t("operator.free")} />
        <SeatBar seats={seats} />
      </div>
    </Panel>
  );
}

function Admins({ organization }: { organization: OperatorOrganization }) {
  const t = useT();
  return (
    <Panel title={t("operator.admins")}>
      {organization.admins.length === 0 ? <p>{t("operator.noAdmins")}</p> : null}
      <ul className={styles.list}>
        {organization.admins.map((admin) => (
          <li key={admin.email} className={styles.name}>
            <strong>{admin.display_name}</strong>
            <a href={`mailto:${admin.email}`}>{admin.email}</a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
