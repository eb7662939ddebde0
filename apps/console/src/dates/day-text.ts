/** `Today`, `Yesterday`, or the date. */
export function dayText(day: string, now: Date): string {
  if (day === now.toDateString()) return 'Today';
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === yesterday.toDateString()) return 'Yesterday';
  return new Date(day).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
