import { notifications } from '@mantine/notifications';

/** Tells the user of something done that is not to be seen on the page itself. */
export function notifySuccess(title: string, message: string): void {
  notifications.show({ color: 'teal', title, message });
}
