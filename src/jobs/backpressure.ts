/** From so many on, answers that are under way are a crowd, which work makes room for. */
const crowd = 4;
/** However long a crowd lasts, work goes on after this: what is answered has to be done as well. */
const longestWaitMs = 1_000;

/**
 * Answers and work share a thread. While many deliveries wait for their answers no new job begins, or GitHub would take a burst for an outage of
 * ours and drop what it could not deliver; at an even pace, answers are too short to be many, and nothing waits.
 */
export function backpressure() {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    async answer<Result>(give: () => Promise<Result>): Promise<Result> {
      underWay += 1;
      try {
        return await give();
      } finally {
        underWay -= 1;
        if (underWay < crowd) {
          for (const go of waiting) go();
          waiting = [];
        }
      }
    },
    /** Resolves when there is room for a job. */
    async room(): Promise<void> {
      if (underWay < crowd) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longestWaitMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
