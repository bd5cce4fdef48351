import { ActionIcon, Checkbox, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { CodeWarning } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { useUser } from "../accounts/session";
import { useOrganization } from "../organizations/context";
import styles from "./CodeDialog.module.css";
import { domainOf } from "./domains";
import { codeCheckQuery } from "./queries";
import type { CodeForm } from "./useCodeForm";

/** The email domains a code is limited to. */
export function DomainFields({ form }: { form: CodeForm }) {
  const t = useT();
  const explainField = useExplainField();
  const domains = form.draft.email_domains;
  const add = (domain: string) =>
    form.set({ email_domains: [...domains, { domain, include_subdomains: false }] });
  const suggested = useOwnDomain(domains.length === 0);
  const error = explainField(form.problem, "/email_domains");
  return (
    <fieldset className={styles.domains}>
      <legend>{t("codes.form.domains")}</legend>
      <p className={styles.hint}>{t("codes.form.domainsHint")}</p>
      {error ? <Notice kind="loss">{error}</Notice> : null}
      {domains.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only
        <DomainRow key={index} form={form} index={index} />
      ))}
      <div className={styles.buttons}>
        {suggested ? (
          <Button kind="quiet" onClick={() => add(suggested)}>
            {t("codes.form.domainSuggest", { domain: suggested })}
          </Button>
        ) : null}
        <Button kind="quiet" onClick={() => add("")}>
          <IconPlus size={18} aria-hidden="true" />
          {t("codes.form.domainAdd")}
        </Button>
      </div>
    </fieldset>
  );
}

function DomainRow({ form, index }: { form: CodeForm; index: number }) {
  const t = useT();
  const explainField = useExplainField();
  const rows = form.draft.email_domains;
  const row = rows[index] ?? { domain: "", include_subdomains: false };
  const domain = domainOf(row.domain);
  const change = (changes: Partial<typeof row>) =>
    form.set({
      email_domains: rows.map((each, at) => (at === index ? { ...each, ...changes } : each)),
    });
  // Empty rows are not sent, so the server counts only the filled ones.
  const sentAt = rows.slice(0, index).filter((each) => domainOf(each.domain) !== "").length;
  const pointer = `/email_domains/${sentAt}`;
  const error = domain
    ? (explainField(form.problem, `${pointer}/domain`) ?? explainField(form.problem, pointer))
    : null;
  const warning = domain
    ? form.check?.warnings.find((each) => each.pointer === `${pointer}/domain`)
    : undefined;
  return (
    <div className={styles.domain}>
      <TextInput
        aria-label={t("codes.form.domain", { number: index + 1 })}
        placeholder={t("codes.form.domainPlaceholder")}
        value={row.domain}
        onChange={(event) => change({ domain: event.currentTarget.value })}
        onBlur={() => change({ domain })}
        error={error}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        autoFocus={row.domain === ""}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={42}
        aria-label={t("codes.form.domainRemove", { domain: domain || String(index + 1) })}
        onClick={() => form.set({ email_domains: rows.filter((_, at) => at !== index) })}
      >
        <IconX size={20} color="var(--ink-soft)" />
      </ActionIcon>
      <Checkbox
        label={t("codes.form.subdomains", { domain: domain || "…" })}
        checked={row.include_subdomains}
        onChange={(event) => change({ include_subdomains: event.currentTarget.checked })}
      />
      {warning ? (
        <Notice kind={warning.code === "domain-public-suffix" ? "loss" : "warn"}>
          {t(`codes.form.${warningText(warning, row.include_subdomains)}`, { domain })}
        </Notice>
      ) : null}
    </div>
  );
}

function warningText({ code }: CodeWarning, wide: boolean) {
  if (code === "domain-public-mail") return "publicMail";
  return wide ? "publicSuffixWide" : "publicSuffix";
}

/** The domain of the reader's own address, where only their own people have one. */
function useOwnDomain(wanted: boolean): string | null {
  const { id } = useOrganization();
  const domain = domainOf(useUser().email ?? "");
  const { data } = useQuery({
    ...codeCheckQuery(id, { email_domains: [{ domain }] }),
    enabled: wanted && domain !== "",
  });
  return wanted && data?.warnings.length === 0 ? domain : null;
}
