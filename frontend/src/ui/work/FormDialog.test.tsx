import { TextInput } from "@mantine/core";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { Staff } from "@/testing/renderStaff";
import { FormDialog } from "./FormDialog";

const field = (pointer: string) => ({ pointer, code: "code-taken", detail: "Taken." });

function show(problem: Problem | null, onReload = () => {}) {
  const onSubmit = vi.fn();
  const error = problem?.field("/code") ? "Taken." : null;
  const dialog = (
    <FormDialog
      opened
      onClose={() => {}}
      title="New code"
      submitLabel="Create"
      problem={problem}
      onSubmit={onSubmit}
      onReload={onReload}
    >
      <TextInput label="Code" error={error} />
    </FormDialog>
  );
  render(dialog, { wrapper: Staff });
  return onSubmit;
}

it("sends on Enter", async () => {
  const onSubmit = show(null);
  await userEvent.type(screen.getByLabelText("Code"), "MHS{Enter}");
  expect(onSubmit).toHaveBeenCalledOnce();
});

it("moves to the field the server complained about", async () => {
  show(new Problem({ status: 409, code: "code-taken", errors: [field("/code")] }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Code")));
  expect(screen.queryByText("This code is taken")).toBeNull();
});

it("says a refusal that belongs to no field of the window", () => {
  show(new Problem({ status: 409, code: "code-taken", errors: [field("/elsewhere")] }));
  expect(screen.getByText("This code is taken")).toBeTruthy();
});

it("loads the newest version when somebody else was faster", async () => {
  const onReload = vi.fn();
  show(new Problem({ status: 412, code: "stale" }), onReload);
  await userEvent.click(screen.getByRole("button", { name: "Load the newest version" }));
  expect(onReload).toHaveBeenCalledOnce();
});
