import { ErrorState } from "@/ui/ErrorState";
import { PageSkeleton } from "@/ui/Skeletons";
import { PublicPage } from "../accounts/PublicPage";
import { Offer } from "./Offer";
import { Over, UnknownLink } from "./Over";
import { useInvitation } from "./useInvitation";

/** Behind the link of an invitation: what it is, before anybody commits; one form, one button. */
export function InvitedScreen({ token }: { token: string }) {
  const [found, reload] = useInvitation(token);
  if (found.status === "known" && found.invitation.state === "open") {
    return <Offer token={token} invitation={found.invitation} onReload={reload} />;
  }
  return (
    <PublicPage>
      {found.status === "loading" ? <PageSkeleton rows={3} /> : null}
      {found.status === "known" ? <Over invitation={found.invitation} /> : null}
      {found.status === "failed" && found.problem.code === "invitation-unknown" ? (
        <UnknownLink onRetry={reload} />
      ) : null}
      {found.status === "failed" && found.problem.code !== "invitation-unknown" ? (
        <ErrorState page error={found.problem} onRetry={reload} />
      ) : null}
    </PublicPage>
  );
}
