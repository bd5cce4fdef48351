import { Select } from "@mantine/core";
import { IconMailPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { SearchBox } from "@/ui/work/SearchBox";
import type { Option } from "@/ui/work/SearchSelect";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { Figures } from "./Figures";
import styles from "./Invitations.module.css";
import { InvitationsTable } from "./InvitationsTable";
import { InviteDialog } from "./InviteDialog";
import { figuresQuery, type InvitationFilter, type Place } from "./queries";
import { Remind } from "./Remind";

interface Props {
  /** The classroom they lead into; without one, all that the reader may see. */
  classroom?: Option;
  /** Nobody can be invited into what is deleted. */
  closed?: boolean;
}

const STATES = [
  "sent",
  "opened",
  "waiting",
  "accepted",
  "expired",
  "withdrawn",
  "bounced",
] as const;

/** Who was invited by mail, and what became of it. */
export function Invitations({ classroom, closed }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const [search, setSearch] = useState("");
  const [state, setState] = useState<string | null>(null);
  const [inviting, setInviting] = useState(false);
  const place: Place = classroom ? { classroom_id: classroom.value } : {};
  const figures = useQuery(figuresQuery(id, place)).data;
  const q = useDebounced(search.trim());
  const filter: InvitationFilter = { ...place, ...(state ? { state } : {}), ...(q ? { q } : {}) };
  const any = (figures?.invited ?? 0) > 0;
  const invite = closed ? null : (
    <Button onClick={() => setInviting(true)}>
      <IconMailPlus size={18} aria-hidden="true" />
      {t("invitations.invite")}
    </Button>
  );
  return (
    <div className={styles.invitations}>
      {any && figures ? (
        <>
          <Figures
            figures={figures}
            filter={filter}
            remind={closed ? null : <Remind classroom={classroom?.value ?? null} />}
          />
          <Toolbar>
            <SearchBox label={t("invitations.search")} value={search} onChange={setSearch} />
            <Select
              aria-label={t("invitations.filter")}
              placeholder={t("invitations.allStates")}
              value={state}
              onChange={setState}
              clearable
              clearButtonProps={{ "aria-label": t("invitations.allStates") }}
              className={styles.state}
              data={STATES.map((value) => ({ value, label: t(`invitations.state.${value}`) }))}
            />
            {invite}
          </Toolbar>
        </>
      ) : null}
      <InvitationsTable
        filter={filter}
        places={!classroom}
        empty={
          any ? (
            <EmptyState title={t("work.noMatch")} text={t("work.noMatchText")} />
          ) : (
            <EmptyState
              icon={<IconMailPlus size={28} />}
              title={t("invitations.empty")}
              text={t("invitations.emptyText")}
              action={invite}
            />
          )
        }
      />
      {inviting ? (
        <InviteDialog classroom={classroom ?? null} onClose={() => setInviting(false)} />
      ) : null}
    </div>
  );
}
