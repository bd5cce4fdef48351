import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { VerificationConfirmed } from "@/api/types";
import { Outcome } from "@/features/redemptions/Outcome";
import { useT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { OldAccount } from "./OldAccount";
import { PublicPage } from "./PublicPage";
import { landingPath, useUser } from "./session";
import { VerifyStep } from "./VerifyStep";

export function VerifyScreen() {
  const t = useT();
  const user = useUser();
  const router = useRouter();
  const queries = useQueryClient();
  const [confirmed, setConfirmed] = useState<VerificationConfirmed | null>(null);
  const onVerified = (answer: VerificationConfirmed) => {
    setConfirmed(answer);
    // Classes that waited for this have opened; perhaps it is another account, too.
    void queries.invalidateQueries();
  };
  return (
    <PublicPage>
      <PageTitle title={t("accounts.verify.title")} />
      <h1>{t(confirmed ? "accounts.verify.done" : "accounts.verify.title")}</h1>
      {user.email_verified || !user.email ? (
        <>
          <Verified confirmed={confirmed} />
          {confirmed?.session ? <OldAccount /> : null}
          <Button wide onClick={() => void router.navigate({ href: landingPath(user) })}>
            {t("accounts.verify.next")}
          </Button>
        </>
      ) : (
        <VerifyStep email={user.email} sent={false} onVerified={onVerified} />
      )}
    </PublicPage>
  );
}

function Verified({ confirmed }: { confirmed: VerificationConfirmed | null }) {
  const t = useT();
  const outcomes = [
    ...(confirmed?.redemptions ?? []).map((redemption) => ({ redemption, refusal: null })),
    ...(confirmed?.refusals ?? []).map((refusal) => ({ redemption: null, refusal })),
  ];
  if (outcomes.length === 0 && confirmed?.session) return null;
  if (outcomes.length === 0) return <Notice kind="good">{t("accounts.verify.doneText")}</Notice>;
  return outcomes.map((outcome) => (
    <Outcome key={outcome.redemption?.id ?? outcome.refusal?.request_id} {...outcome} />
  ));
}
