import { render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { SeatProof } from "@/api/types";
import { Staff } from "@/testing/renderStaff";
import { answer } from "@/testing/server";
import { Proof } from "./Proof";

const proof: SeatProof = {
  adds_up: true,
  balance: { granted: 120, spent: 34, held: 18, free: 68 },
  ledger: { entries: 41, granted: 120, spent: 34, held: 18 },
  counted: { licenses: 120, students: 34, classrooms_held: 18 },
};

afterEach(() => vi.unstubAllGlobals());

function prove(body: SeatProof) {
  answer({ "GET /organizations/org/seats/proof": () => ({ body }) });
  render(<Proof />, { wrapper: Staff });
}

it("says that the entries add up, and how they were counted", async () => {
  prove(proof);
  expect(await screen.findByText(/^These 41 entries add up: 120 = 34 spent/)).toBeTruthy();
  expect(screen.getByText("All 41 entries of the ledger, added up")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says loudly when they do not, with the numbers that differ", async () => {
  prove({ ...proof, adds_up: false, counted: { ...proof.counted, students: 35 } });
  expect((await screen.findByRole("alert")).textContent).toContain("The seats do not add up");
  expect(screen.getByRole("cell", { name: "35" })).toBeTruthy();
});
