import type { Transfer } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";

/** A transfer in sentences. */
export function useTell() {
  const t = useT();
  const format = useFormat();
  return {
    /** "12 students moved from First to Second." */
    what(transfer: Transfer): string {
      const count = transfer.students;
      const elsewhere = t("cohorts.elsewhere");
      const from = transfer.from?.name ?? elsewhere;
      if (transfer.kind === "remove") return t("cohorts.told.remove", { count, from });
      const names = transfer.to.map(({ name }) => name);
      const hidden = transfer.out_of_reach - (transfer.from ? 0 : 1);
      if (hidden > 0) names.push(elsewhere);
      return t(`cohorts.told.${transfer.kind}`, { count, from, to: format.list(names) });
    },
    /** Whom it left where they were, and why. */
    exceptions({ already_there, blocked, gone, kind }: Transfer): string[] {
      const words: string[] = [];
      if (already_there > 0 && kind === "copy") {
        words.push(t("cohorts.alreadyThere", { count: already_there }));
      }
      if (blocked > 0) words.push(t("cohorts.blocked", { count: blocked }));
      if (gone > 0) words.push(t("cohorts.gone", { count: gone }));
      return words;
    },
  };
}
