/** From so many answers under way on, work makes room for them. */
const crowd = 4;
/** Work goes on after this, even if answers are still waiting: it has to be done as well. */
const longestWaitMs = 1_000;

/**
 * Answers and work share a thread. While many deliveries wait for their answers no new job begins. Otherwise GitHub
 * would take a burst for an outage of ours and drop what it could not deliver. At an even pace answers are short and
 * few, and nothing waits.
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
