// What a happening did to the clocks of a case: those that began, and those that stand otherwise.
import type { Clock } from './queries';

export interface Change {
  clock: Clock;
  was?: Clock; // none: it began
}

const isAlike = (a: Clock, b: Clock) => a.state === b.state && a.due_at === b.due_at;

export const changesOf = (before: Clock[], after: Clock[]): Change[] =>
  after.flatMap(clock => {
    const was = before.find(one => one.id === clock.id);
    return was && isAlike(was, clock) ? [] : [{ clock, was }];
  });
