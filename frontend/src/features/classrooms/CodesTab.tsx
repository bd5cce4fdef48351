import { IconPlus, IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Toolbar } from "@/ui/work/Toolbar";
import { NewCodeDialog } from "../codes/CodeDialog";
import { CodesTable } from "../codes/CodesTable";

export function CodesTab({ room }: { room: Classroom }) {
  const t = useT();
  const [creating, setCreating] = useState(false);
  const create = room.deleted_at ? null : (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("codes.new")}
    </Button>
  );
  return (
    <>
      {room.codes > 0 ? <Toolbar>{create}</Toolbar> : null}
      <CodesTable
        filter={{ classroom_id: room.id }}
        empty={
          <EmptyState
            icon={<IconTicket size={28} />}
            title={t("codes.empty")}
            text={t("codes.emptyText")}
            action={room.codes > 0 ? null : create}
          />
        }
      />
      {creating ? (
        <NewCodeDialog
          classroom={{ value: room.id, label: room.name }}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </>
  );
}
