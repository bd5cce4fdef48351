import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { OpenLesson } from "@/api/types";
import { pixelsAt, placeOf } from "./place";
import { keep } from "./post";

/** After so long without a touch nobody is reading any more. */
const ATTENTION = 120_000;
const PAUSE_BEFORE_SAVING = 3_000;
const SAVE_EVERY_SECONDS = 30;
/** A step that is worth telling. */
const STEP = 10;

/** Remembers where the student is in a lesson and for how long, and brings them back to it. */
export function useReading(
  enrollment: string,
  lesson: OpenLesson,
  text: RefObject<HTMLElement | null>,
  reading: boolean,
) {
  const told = useRef({ place: lesson.place, seconds: -1 });
  const seconds = useRef(lesson.seconds);
  const place = useRef(lesson.place);
  const { position } = lesson;
  const counts = lesson.course.access === "open";

  const save = useCallback(
    (finished = false) => {
      if (!counts) return;
      const moved = Math.abs(place.current - told.current.place) >= STEP;
      if (!finished && !moved && seconds.current === told.current.seconds) return;
      told.current = { place: place.current, seconds: seconds.current };
      void keep({
        kind: "progress",
        enrollment,
        position,
        told: { place: place.current, seconds: seconds.current, finished },
      });
    },
    [enrollment, position, counts],
  );

  useRestore(text, reading, lesson.finished ? 0 : lesson.place, place);
  usePlace(text, reading, place, save);
  useSeconds(seconds, save);

  // Left for another page, another app, or for good.
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === "hidden") save();
    };
    const away = () => save();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", away);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", away);
      save();
    };
  }, [save]);

  return { finish: useCallback(() => save(true), [save]) };
}

/** Where one was, before the first picture is painted, and again while pictures arrive. */
function useRestore(
  text: RefObject<HTMLElement | null>,
  reading: boolean,
  from: number,
  place: RefObject<number>,
) {
  const start = useRef(from);
  useLayoutEffect(() => {
    const element = text.current;
    if (!reading || !element) return;
    const wanted = start.current;
    const restore = () => {
      const { top, height } = element.getBoundingClientRect();
      const pixels = pixelsAt(wanted, { height }, window.innerHeight);
      window.scrollTo(0, wanted === 0 ? 0 : window.scrollY + top + pixels);
    };
    restore();
    if (wanted === 0) return;
    const growing = new ResizeObserver(restore);
    growing.observe(element);
    const stop = () => growing.disconnect();
    const hands = ["wheel", "touchstart", "pointerdown", "keydown"];
    for (const hand of hands) window.addEventListener(hand, stop, { once: true, passive: true });
    return () => {
      stop();
      for (const hand of hands) window.removeEventListener(hand, stop);
      // From the quiz one comes back to where one left.
      start.current = place.current;
    };
  }, [text, reading, place]);
}

/** Follows the scrolling, and saves when it rests. */
function usePlace(
  text: RefObject<HTMLElement | null>,
  reading: boolean,
  place: RefObject<number>,
  save: () => void,
) {
  useEffect(() => {
    if (!reading) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      if (!text.current) return;
      place.current = placeOf(text.current.getBoundingClientRect(), window.innerHeight);
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE_BEFORE_SAVING);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("scroll", look);
    };
  }, [text, reading, place, save]);
}

/** Counts the seconds in which the page is seen and somebody is at it. */
function useSeconds(seconds: RefObject<number>, save: () => void) {
  useEffect(() => {
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
    };
    const hands = ["scroll", "pointerdown", "pointermove", "keydown"];
    for (const hand of hands) window.addEventListener(hand, touch, { passive: true });
    const clock = setInterval(() => {
      if (document.visibilityState !== "visible" || Date.now() - touched > ATTENTION) return;
      seconds.current += 1;
      if (seconds.current % SAVE_EVERY_SECONDS === 0) save();
    }, 1000);
    return () => {
      clearInterval(clock);
      for (const hand of hands) window.removeEventListener(hand, touch);
    };
  }, [seconds, save]);
}
