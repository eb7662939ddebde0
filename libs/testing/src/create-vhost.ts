import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.js';
import { request } from './servers/rabbitmq-management.js';
import { services } from './services.js';

export interface TestVhost {
  /** AMQP address of the virtual host. */
  readonly url: string;
  /** Closes its connections and removes it with everything in it. */
  drop(): Promise<void>;
}

/** Again where RabbitMQ ends the connection without an answer, as it does when it has heard nothing on it for seconds. */
const persistently = (...call: Parameters<typeof request>) => eventually(() => request(...call));

/** A fresh, empty RabbitMQ virtual host under a unique name. */
export async function createVhost(): Promise<TestVhost> {
  const { rabbitmqUrl, rabbitmqManagementUrl } = services();
  const name = `test-${randomUUID()}`;
  const url = new URL(rabbitmqUrl);
  url.pathname = `/${name}`;
  await persistently(rabbitmqManagementUrl, 'PUT', `/api/vhosts/${name}`);
  await persistently(rabbitmqManagementUrl, 'PUT', `/api/permissions/${name}/${url.username || 'guest'}`, {
    configure: '.*',
    write: '.*',
    read: '.*',
  });
  return {
    url: url.href,
    drop: async () => {
      await persistently(rabbitmqManagementUrl, 'DELETE', `/api/vhosts/${name}`);
    },
  };
}
