import { expect, type Page } from "@playwright/test";
import type { components } from "../../frontend/src/api/schema";
import { type Api, answer } from "./api";

type Given = components["schemas"]["Given"];

/** An answer that fits the question, right or not. */
const ANY: Record<components["schemas"]["QuestionKind"], Given> = {
  one: [0],
  several: [0],
  true_false: true,
  number: 0,
  text: "who knows",
};

/** Somebody who takes a course through the API. */
export class Learner {
  private constructor(
    private readonly api: Api,
    readonly enrollment: string,
  ) {}

  static async of(api: Api): Promise<Learner> {
    const { items } = await answer(api.GET("/api/v1/me/courses"));
    const enrollment = items[0]?.enrollment_id;
    if (!enrollment) throw new Error("not enrolled in any course");
    return new Learner(api, enrollment);
  }

  course() {
    const path = { enrollment_id: this.enrollment };
    return answer(this.api.GET("/api/v1/me/courses/{enrollment_id}", { params: { path } }));
  }

  lesson(position: number) {
    const path = { enrollment_id: this.enrollment, position };
    return answer(
      this.api.GET("/api/v1/me/courses/{enrollment_id}/lessons/{position}", { params: { path } }),
    );
  }

  /** Answers a lesson's quiz once, with these answers or any; the right ones, as the verdicts tell them. */
  async sit(position: number, answers: Given[] = []): Promise<Given[]> {
    const { quiz } = await this.lesson(position);
    const right: Given[] = [];
    for (const [place, { id, kind }] of (quiz?.questions ?? []).entries()) {
      const told = await answer(
        this.api.PUT(
          "/api/v1/me/courses/{enrollment_id}/lessons/{position}/attempts/{attempt}/answers/{question_id}",
          {
            params: {
              path: {
                enrollment_id: this.enrollment,
                position,
                attempt: quiz?.attempt ?? 1,
                question_id: id,
              },
            },
            body: { answer: answers[place] ?? ANY[kind] },
          },
        ),
      );
      const verdicts = [...told.quiz.verdicts, ...(told.quiz.last?.verdicts ?? [])];
      const verdict = verdicts.find(({ question_id }) => question_id === id);
      if (!verdict) throw new Error(`no verdict on ${id}`);
      const { right_options, right_answer } = verdict;
      if (kind === "one" || kind === "several") right.push(right_options);
      else if (kind === "true_false") right.push(right_answer === "true");
      else right.push(kind === "number" ? Number(right_answer) : (right_answer ?? ""));
    }
    return right;
  }
}

export const step = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).or(page.getByRole("link", { name, exact: true }));

/** Answers the question on the screen. */
export async function give(page: Page, number: number, count: number, given: Given | undefined) {
  await expect(page.getByText(`Question ${number} of ${count}`)).toBeVisible();
  if (typeof given === "boolean") {
    await page.getByRole("radio", { name: given ? "True" : "False" }).check();
  } else if (Array.isArray(given)) {
    for (const place of given) await page.locator("fieldset label input").nth(place).check();
  } else {
    await page.getByRole("textbox").fill(String(given));
  }
  await step(page, "Check").tap();
}

/** The rest of a quiz, from one question on, all with verdicts. */
export async function giveRest(page: Page, from: number, right: Given[]): Promise<void> {
  for (let number = from; number <= right.length; number += 1) {
    await give(page, number, right.length, right[number - 1]);
    await expect(page.getByRole("heading", { name: "That is right" })).toBeFocused();
    await step(page, number < right.length ? "Next question" : "See how it went").tap();
  }
  await expect(
    page.getByRole("heading", { name: `${right.length} of ${right.length} right` }),
  ).toBeVisible();
}
