import { describe, expect, it } from "vitest";
import { codeText } from "./codeText";
import { deviceOf } from "./device";
import { mayPass } from "./emailDomain";
import { ownPath } from "./ownPath";

describe("code text", () => {
  it.each(["mhs pta 2027", "MHS_PTA_2027", " mhs–pta—2027 ", "MHS-PTA-2027", "-mhs  pta‑2027-"])(
    "%j reads MHS-PTA-2027",
    (typed) => expect(codeText(typed)).toBe("MHS-PTA-2027"),
  );
});

describe("email domain", () => {
  const exact = [{ domain: "hamiltonschools.org", include_subdomains: false }];
  const below = [{ domain: "hamiltonschools.org", include_subdomains: true }];
  it.each([
    ["a@hamiltonschools.org", exact, true],
    ["A@HamiltonSchools.org", exact, true],
    ["a@students.hamiltonschools.org", exact, false],
    ["a@students.hamiltonschools.org", below, true],
    ["a@evilhamiltonschools.org", below, false],
    ["a@hamiltonschools.org.evil.net", below, false],
    ["a@gmail.com", [], true],
    // Not written to its end yet, or beyond what the browser can judge: the server will.
    ["a@", exact, true],
    ["a@schüle.de", [{ domain: "xn--schle-lva.de", include_subdomains: false }], true],
  ])("%s against %j: %s", (email, domains, passes) => {
    expect(mayPass(email, domains)).toBe(passes);
  });
});

describe("own path", () => {
  it.each([
    ["/home", "/home"],
    ["/o/hamilton/codes?state=active", "/o/hamilton/codes?state=active"],
    ["//evil.example", undefined],
    ["/\\evil.example", undefined],
    ["https://evil.example/", undefined],
    ["javascript:alert(1)", undefined],
    [42, undefined],
  ])("%j leads to %j", (value, path) => expect(ownPath(value)).toBe(path));
});

describe("device", () => {
  it("names browser and system as people do", () => {
    const chromebook =
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36";
    expect(deviceOf(chromebook)).toEqual({ browser: "Chrome", system: "Chromebook" });
    expect(deviceOf("curl/8.0")).toBeNull();
  });
});
