export interface SeatNumbers {
  granted: number;
  spent: number;
  held: number;
  free: number;
}

/** What an action would do: how many seats become spent, held or granted (or less, if negative). */
export interface SeatChange {
  granted?: number;
  spent?: number;
  held?: number;
}

/** The totals after the change; free is what is left, so that the numbers always add up. */
export function seatsAfter(now: SeatNumbers, change: SeatChange): SeatNumbers {
  const granted = now.granted + (change.granted ?? 0);
  const spent = now.spent + (change.spent ?? 0);
  const held = now.held + (change.held ?? 0);
  return { granted, spent, held, free: granted - spent - held };
}

export interface Segment {
  kind: "spent" | "held" | "free" | "change";
  /** Per cent of the bar. */
  width: number;
}

/**
 * The pieces of the bar from left to right. With a change the bar shows the state after it,
 * and the seats that move are a piece of their own.
 */
export function seatSegments(now: SeatNumbers, change?: SeatChange): Segment[] {
  const after = change ? seatsAfter(now, change) : now;
  const moving = Math.min(Math.max(0, now.free - Math.max(0, after.free)), now.free);
  const added = Math.max(0, after.free - now.free);
  const whole = Math.max(1, after.spent + after.held + Math.max(0, after.free));
  const spentMoving = Math.min(moving, Math.max(0, after.spent - now.spent));
  const heldMoving = moving - spentMoving;
  const pieces: [Segment["kind"], number][] = [
    ["spent", after.spent - spentMoving],
    ["change", spentMoving],
    ["held", after.held - heldMoving],
    ["change", heldMoving],
    ["free", Math.max(0, after.free) - added],
    ["change", added],
  ];
  return pieces
    .filter(([, seats]) => seats > 0)
    .map(([kind, seats]) => ({ kind, width: (seats / whole) * 100 }));
}
