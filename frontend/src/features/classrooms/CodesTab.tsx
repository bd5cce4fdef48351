import { IconPlus, IconStack2, IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Toolbar } from "@/ui/work/Toolbar";
import { NewBatchDialog } from "../codes/BatchDialog";
import { Batches } from "../codes/Batches";
import { NewCodeDialog } from "../codes/CodeDialog";
import { CodesTable } from "../codes/CodesTable";

export function CodesTab({ room }: { room: Classroom }) {
  const t = useT();
  const [creating, setCreating] = useState<"one" | "many" | null>(null);
  const place = { value: room.id, label: room.name };
  const close = () => setCreating(null);
  const create = room.deleted_at ? null : (
    <>
      <Button kind="quiet" onClick={() => setCreating("many")}>
        <IconStack2 size={18} aria-hidden="true" />
        {t("codes.batch.new")}
      </Button>
      <Button onClick={() => setCreating("one")}>
        <IconPlus size={18} aria-hidden="true" />
        {t("codes.new")}
      </Button>
    </>
  );
  return (
    <>
      {room.codes > 0 ? <Toolbar>{create}</Toolbar> : null}
      <CodesTable
        filter={{ classroom_id: room.id, ...(room.deleted_at ? { state: "deleted" } : {}) }}
        empty={
          <EmptyState
            icon={<IconTicket size={28} />}
            title={t("codes.empty")}
            text={t("codes.emptyText")}
            action={room.codes > 0 ? null : create}
          />
        }
      />
      <Batches filter={{ classroom_id: room.id }} />
      {creating === "one" ? <NewCodeDialog classroom={place} onClose={close} /> : null}
      {creating === "many" ? <NewBatchDialog classroom={place} onClose={close} /> : null}
    </>
  );
}
