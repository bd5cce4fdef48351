import type { LocalDate, RefusalCase, RefusalReason, RemedyOffer } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import type { Format } from "@/i18n/format";
import type { Translate } from "@/i18n/translate";

type T = Translate<Messages>;

/** One sentence: who could not join what, and why. */
export function sentenceOf(refusal: RefusalCase, organization: string, t: T, format: Format) {
  const name = refusal.person.display_name;
  const place = refusal.classroom?.name ?? organization;
  return t("refusalDesk.sentence", { name, place, because: because(refusal, t, format) });
}

function because({ reason, code, person }: RefusalCase, t: T, format: Format): string {
  const on = (day: LocalDate | null) => (day ? format.date(day) : null);
  const day =
    reason === "code-expired"
      ? on(code.valid_till)
      : reason === "code-not-yet-valid"
        ? on(code.valid_from)
        : null;
  const values = { code: code.code, day: day ?? "", domain: domainOf(person.email) };
  if (day && (reason === "code-expired" || reason === "code-not-yet-valid")) {
    return t(`refusalDesk.becauseOn.${reason}`, values);
  }
  return t(`refusalDesk.because.${reason}`, values);
}

const domainOf = (email: string | null) => email?.split("@").at(-1) ?? "";

/** What a remedy does, as its button says it. */
export function remedyLabel(offer: RemedyOffer, t: T, format: Format): string {
  const day = offer.valid_till ? format.date(offer.valid_till) : "";
  return t(`refusalDesk.remedy.${offer.remedy}`, {
    day,
    domain: offer.domain ?? "",
    limit: offer.max_redemptions ?? 0,
    seats: offer.seat_allotment ?? 0,
  });
}

/** What lets the person in and would be enough; the likeliest comes first. */
export const helping = (refusal: RefusalCase): RemedyOffer[] =>
  refusal.remedies.filter((offer) => offer.remedy !== "dismiss" && offer.still_refused === null);

/** Why no remedy is enough, where that is so. */
export const stuckBy = (refusal: RefusalCase): RefusalReason | null =>
  helping(refusal).length > 0
    ? null
    : (refusal.remedies.find((offer) => offer.still_refused !== null)?.still_refused ?? null);

/** The order that an offer is, with everything that was shown. */
export function orderOf({ remedy, valid_till, max_redemptions, seat_allotment }: RemedyOffer) {
  return { remedy, valid_till, max_redemptions, seat_allotment };
}
