import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderIn } from "@/testing/render";
import { SeatBar } from "./SeatBar";

const seats = { granted: 1200, spent: 900, held: 100, free: 200 };

it("says numbers that add up", () => {
  renderIn("en", <SeatBar seats={seats} />);
  expect(
    screen.getByRole("img", { name: "900 spent, 100 held, 200 free, 1,200 in all" }),
  ).toBeTruthy();
  expect(screen.getByText("of 1,200 seats")).toBeTruthy();
});

it("shows what an action will do before it is done", () => {
  renderIn("es", <SeatBar seats={seats} change={{ held: 50 }} />);
  expect(
    screen.getByRole("img", {
      name: "Después de esto: 900 usados, 150 reservados, 150 libres, 1200 en total",
    }),
  ).toBeTruthy();
});

it("takes a change of nothing for no change", () => {
  renderIn("en", <SeatBar seats={seats} change={{ spent: 0 }} />);
  expect(screen.queryByText("After this")).toBeNull();
});
