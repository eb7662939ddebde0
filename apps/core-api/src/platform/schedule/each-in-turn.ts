/** Does something for one after the other until the run ends; where it fails, the rest have their turn before this throws. */
export async function eachInTurn<Item>(
  items: Iterable<Item>,
  ending: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    if (ending.aborted) break;
    await work(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} had no turn`);
}
