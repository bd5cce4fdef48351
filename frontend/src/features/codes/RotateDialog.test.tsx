import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Code } from "@/api/types";
import { Staff } from "@/testing/renderStaff";
import { answer } from "@/testing/server";
import { RotateDialog } from "./RotateDialog";

const CODE = { id: "code", code: "HEALTH-3RD" } as Code;
const ONE = "/organizations/org/codes/code";

it.each([
  ["It got out", false],
  ["We print a new one", true],
])("sends what follows from: %s", async (why, name_successor) => {
  const sent = answer({
    [`GET ${ONE}`]: () => ({ body: CODE }),
    [`POST ${ONE}/rotate`]: () => ({ status: 412, body: { code: "stale" } }),
  });
  render(<RotateDialog code={CODE} onClose={() => {}} />, { wrapper: Staff });
  await userEvent.click(screen.getByLabelText(why));
  await userEvent.click(screen.getByRole("button", { name: "Replace code" }));
  // Somebody was faster: the way out takes the newest version, and the answer stays.
  await userEvent.click(await screen.findByRole("button", { name: "Load the newest version" }));
  expect(sent.find(({ method }) => method === "POST")?.body).toEqual({ name_successor });
  expect(screen.getByLabelText<HTMLInputElement>(why).checked).toBe(true);
  expect(sent.filter(({ method }) => method === "GET")).toHaveLength(2);
});
