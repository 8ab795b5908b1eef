/** Networks of several seeds in the course of their trainings, as a band. */
import { median } from "../../src/math/statistics.js";

/** What was seen of one network: update and value, ascending. */
export type Course = readonly (readonly [step: number, value: number])[];

export interface Band {
  /** Median over the networks. */
  readonly middle: readonly (readonly [step: number, value: number])[];
  /** Least and most of them. */
  readonly band: readonly (readonly [step: number, least: number, most: number])[];
}

/** At `count` steps up to the one that all have reached, each network as it was last seen there. */
export function bandOf(courses: readonly Course[], count = 60): Band {
  const reached = Math.min(...courses.map((course) => course.at(-1)?.[0] ?? 0));
  const steps = [...new Set(Array.from({ length: count + 1 }, (_, k) => Math.round((reached * k) / count)))];
  const rows = steps.map((step) => ({ step, values: courses.flatMap((course) => lastAt(course, step) ?? []) }));
  const whole = rows.filter(({ values }) => values.length === courses.length && values.length > 0);
  return {
    middle: whole.map(({ step, values }) => [step, median(values)] as const),
    band: whole.map(({ step, values }) => [step, Math.min(...values), Math.max(...values)] as const),
  };
}

const lastAt = (course: Course, step: number): number | undefined => course.findLast(([at]) => at <= step)?.[1];

/** As even as can be, in turns: which worker carries which seeds. */
export const shared = (seeds: readonly number[], workers: number): number[][] =>
  Array.from({ length: Math.min(workers, seeds.length) }, (_, worker) =>
    seeds.filter((_seed, at) => at % workers === worker),
  );
