import { IconQuote } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFormat, useT } from "@/i18n/context";
import { codeText } from "@/lib/codeText";
import { Sentence } from "@/ui/Sentence";
import { Ticket } from "@/ui/Ticket";
import { useOrganization } from "../organizations/context";
import { useToday } from "../organizations/useToday";
import { seatsQuery } from "../seats/queries";
import { Caution } from "./Caution";
import styles from "./CodeDialog.module.css";
import { filledDomains, filledRanges } from "./draft";
import { ExposureLine } from "./ExposureLine";
import { ExposurePanel } from "./ExposurePanel";
import { exposureOf } from "./exposure";
import { codeSentence } from "./sentence";
import type { CodeForm } from "./useCodeForm";

/** What the form amounts to, while it is filled: the ticket, the sentence, what could go wrong. */
export function CodePreview({ form }: { form: CodeForm }) {
  const t = useT();
  const { draft, saved } = form;
  const domains = filledDomains(draft.email_domains);
  const protective = domains.length > 0 && (form.check?.warnings.length ?? 0) === 0;
  const exposure = useExposure(form);
  // Whoever gets hold of the code then only gets as far as the staff's list.
  const guarded = protective || draft.needs_approval;
  return (
    <div className={styles.preview}>
      {saved ? null : (
        <div className={styles.ticket}>
          <Ticket code={codeText(draft.code) || t("codes.form.randomPreview")} copies={false} />
        </div>
      )}
      <LiveSentence form={form} />
      {form.together ? null : saved && !form.changed ? (
        <ExposurePanel code={saved} onChanged={() => void form.reload()} />
      ) : (
        <ExposureLine
          exposure={exposure}
          limited={draft.max_redemptions !== null}
          ownPeople={protective}
          approved={draft.needs_approval}
        />
      )}
      {guarded || form.together ? null : (
        <Caution
          missing={{
            cap: draft.max_redemptions === null,
            dates: draft.valid_till === null,
          }}
        />
      )}
    </div>
  );
}

function LiveSentence({ form }: { form: CodeForm }) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const { name, time_zone } = useOrganization();
  const { draft, saved, courses } = form;
  const titles = draft.course_ids?.map(
    (id) => courses.find((course) => course.id === id)?.title ?? "…",
  );
  const text = codeSentence(
    {
      ...draft,
      place: draft.classroom?.label ?? name,
      time_zone,
      redemptions: saved?.redemptions ?? null,
      email_domains: filledDomains(draft.email_domains),
      ip_ranges: filledRanges(draft.ip_ranges),
      courses: titles ?? null,
    },
    { t, format, today },
  );
  return <Sentence text={text} icon={<IconQuote size={20} aria-hidden="true" />} live />;
}

/** As if the code were open now, so that an admin sees it before the first day. Null: not known. */
function useExposure({ draft, saved, room }: CodeForm) {
  const { id, role } = useOrganization();
  const today = useToday();
  const { data: seats } = useQuery({ ...seatsQuery(id), enabled: role === "admin" });
  if (!seats || (draft.classroom && !room)) return null;
  const ended = draft.valid_till !== null && draft.valid_till < today;
  const used = saved?.redemptions ?? 0;
  return exposureOf({
    closed: ended || !seats.license_active,
    capLeft: draft.max_redemptions === null ? null : Math.max(0, draft.max_redemptions - used),
    free: seats.free,
    classroom:
      room?.seats && room.seats.allotment !== null
        ? { held: room.seats.held, overflow: room.seats.overflow }
        : null,
  });
}
