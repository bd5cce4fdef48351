import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderIn } from "@/testing/render";
import { Ticket } from "./Ticket";

it("copies its code with one tap and says so, aloud and on the stub", async () => {
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  renderIn("en", <Ticket code="MHS-PTA-2027" state="active" />);
  const ticket = screen.getByRole("button", { name: /Copy MHS-PTA-2027/ });
  expect(ticket.textContent).toContain("Active");
  await user.click(ticket);
  expect(write).toHaveBeenCalledWith("MHS-PTA-2027");
  expect(ticket.textContent).toContain("Copied");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Copied"));
});

it("copies something else where the page says so", async () => {
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  renderIn("en", <Ticket code="MHS-PTA-2027" copies="https://homeroom.test/join/MHS-PTA-2027" />);
  await user.click(screen.getByRole("button"));
  expect(write).toHaveBeenCalledWith("https://homeroom.test/join/MHS-PTA-2027");
});

it("is plain paper where there is nothing to copy", () => {
  renderIn("es", <Ticket code="MHS-PTA-2027" state="exhausted" copies={false} />);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByText("Agotado")).toBeTruthy();
});

it("does not open the table row it lies on", async () => {
  const user = userEvent.setup();
  const open = vi.fn();
  renderIn(
    "en",
    // biome-ignore lint/a11y: stands for a row of a table
    <div onClick={open}>
      <Ticket code="MHS-PTA-2027" />
    </div>,
  );
  await user.click(screen.getByRole("button"));
  expect(open).not.toHaveBeenCalled();
});
