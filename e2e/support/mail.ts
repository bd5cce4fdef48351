import { expect } from "@playwright/test";
import { url } from "./api";

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The newest mail to this address whose subject or text matches; mail goes out after the request. */
export async function mailTo(address: string, about: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect(async () => {
    const mails = (await (await fetch(`${url()}/dev/mail.json`)).json()) as Mail[];
    found = mails.find(
      (mail) => mail.to === address && about.test(`${mail.subject}\n${mail.text}`),
    );
    expect(found, `a mail to ${address} about ${about}`).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return found as Mail;
}

/** The path of the link in an invitation: /invite/... */
export async function invitationOf(address: string): Promise<string> {
  return /\/invite\/\S+/.exec((await mailTo(address, /\/invite\//)).text)?.[0] ?? "";
}

/** The paths of the links in so many invitations to a student, newest first. */
export async function invitationLinks(address: string, count: number): Promise<string[]> {
  let links: string[] = [];
  await expect(async () => {
    const mails = (await (await fetch(`${url()}/dev/mail.json`)).json()) as Mail[];
    links = mails
      .filter((mail) => mail.to === address)
      .flatMap(({ text }) => /\/invitation\/\S+/.exec(text)?.[0] ?? []);
    expect(links).toHaveLength(count);
  }).toPass({ timeout: 10_000 });
  return links;
}

/** The 6 digits that prove an address. */
export async function digitsFor(address: string): Promise<string> {
  return /\b\d{6}\b/.exec((await mailTo(address, /\b\d{6}\b/)).subject)?.[0] ?? "";
}
