import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { itemsOf } from "@/api/list";
import { Staff } from "@/testing/renderStaff";
import { answer } from "@/testing/server";
import { useRoster } from "./useRoster";

const member = (display_name: string, joined_at: string) => ({
  student_id: display_name,
  display_name,
  joined_at,
});
const early = "2026-11-23T14:00:00.000Z";
const late = "2026-11-23T14:00:04.000Z";

afterEach(() => vi.unstubAllGlobals());

it("knows who came while somebody looked from who was there before", async () => {
  const items = [member("Maya", early)];
  answer({
    "GET /organizations/org/classrooms/room/members?sort=joined_at": () => ({
      body: { items, next_cursor: null },
    }),
  });
  const { result } = renderHook(() => useRoster("room", "", "joined_at"), { wrapper: Staff });
  await waitFor(() => expect(itemsOf(result.current.query.data)).toHaveLength(1));
  expect(result.current.isNew(early)).toBe(false);

  items.unshift(member("Nora", late));
  await act(async () => {
    await result.current.query.refetch();
  });
  await waitFor(() => expect(itemsOf(result.current.query.data)).toHaveLength(2));
  expect(result.current.isNew(late)).toBe(true);
  expect(result.current.isNew(early)).toBe(false);
});
