import { IconQuote } from "@tabler/icons-react";
import type { CodeCheck } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { Sentence } from "@/ui/Sentence";
import { Ticket } from "@/ui/Ticket";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import { useToday } from "../organizations/useToday";
import { patternOf, placesOf } from "./batch";
import styles from "./CodeDialog.module.css";
import { filledDomains, filledRanges } from "./draft";
import { codeSentence } from "./sentence";
import type { BatchForm } from "./useBatchForm";

/** What the form amounts to: how the codes look, the sentence, what they can cost. */
export function BatchPreview({ form }: { form: BatchForm }) {
  const { each } = form;
  const count = form.count ?? 0;
  return (
    <div className={styles.preview}>
      <div className={styles.ticket}>
        <Ticket code={patternOf(each.draft.code)} copies={false} size="small" />
      </div>
      <BatchSentence form={form} />
      <Cost
        places={placesOf({ count, each: each.draft })}
        exposure={each.check?.exposure ?? null}
      />
    </div>
  );
}

function BatchSentence({ form: { each, count } }: { form: BatchForm }) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const { name, time_zone } = useOrganization();
  const { draft, courses } = each;
  const titles = draft.course_ids?.map(
    (id) => courses.find((course) => course.id === id)?.title ?? "…",
  );
  const rules = codeSentence(
    {
      ...draft,
      place: draft.classroom?.label ?? name,
      time_zone,
      redemptions: null,
      max_redemptions: null,
      email_domains: filledDomains(draft.email_domains),
      ip_ranges: filledRanges(draft.ip_ranges),
      courses: titles ?? null,
    },
    { t, format, today },
  );
  const made = t("codes.batch.sentence", { count: count ?? 0 });
  const most = draft.max_redemptions;
  const works = most === null ? "" : t("codes.batch.sentenceEach", { count: most });
  const text = [made, works, rules].filter(Boolean).join(" ");
  return <Sentence text={text} icon={<IconQuote size={20} aria-hidden="true" />} live />;
}

interface CostProps {
  places: number | null;
  /** Of a code without a limit: the seats that there are. */
  exposure: CodeCheck["exposure"] | null;
}

/** Never more than there are seats, and said so before anybody prints 500 slips. */
function Cost({ places, exposure }: CostProps) {
  const t = useT();
  const there = exposure?.seats ?? 0;
  const limit = exposure?.limited_by;
  const short =
    limit === "license" || limit === "classroom"
      ? (places ?? Number.POSITIVE_INFINITY) > there
      : false;
  const main =
    places === null ? t("codes.batch.costEndless") : t("codes.batch.cost", { count: places });
  return (
    <>
      <section className={styles.exposure}>
        <h3>{t("codes.batch.costTitle")}</h3>
        <p>
          <Rich text={limit === "approval" ? t("codes.exposure.approval") : main} />
        </p>
      </section>
      {short ? (
        <Notice kind="warn">
          {t(limit === "classroom" ? "codes.batch.shortRoom" : "codes.batch.short", {
            count: there,
          })}
        </Notice>
      ) : null}
      {limit === "closed" ? <Notice kind="warn">{t("codes.batch.closed")}</Notice> : null}
    </>
  );
}
