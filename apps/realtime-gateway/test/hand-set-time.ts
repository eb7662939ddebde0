import type { atTime as realAtTime } from '../src/connections/at-time.js';

interface Appointment {
  readonly time: number;
  readonly action: () => void;
}

const appointments = new Set<Appointment>();

/** In the place of the real one: nothing happens until {@link passTo} is told that its time has come. */
export const atTime: typeof realAtTime = (time, action) => {
  const appointment = { time, action };
  appointments.add(appointment);
  return () => void appointments.delete(appointment);
};

/** Does what is due up to a time in milliseconds since the Unix epoch, in order, unless it was called off. */
export function passTo(time: number): void {
  const due = [...appointments].filter((it) => it.time <= time).sort((one, other) => one.time - other.time);
  for (const appointment of due) if (appointments.delete(appointment)) appointment.action();
}
