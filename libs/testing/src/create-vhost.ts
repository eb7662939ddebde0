import { randomUUID } from 'node:crypto';
import { request } from './servers/rabbitmq-management.js';
import { services } from './services.js';

export interface TestVhost {
  /** AMQP address of the virtual host. */
  readonly url: string;
  /** Closes its connections and removes it with everything in it. */
  drop(): Promise<void>;
}

/** A fresh, empty RabbitMQ virtual host under a unique name. */
export async function createVhost(): Promise<TestVhost> {
  const { rabbitmqUrl, rabbitmqManagementUrl } = services();
  const name = `test-${randomUUID()}`;
  const url = new URL(rabbitmqUrl);
  url.pathname = `/${name}`;
  await request(rabbitmqManagementUrl, 'PUT', `/api/vhosts/${name}`);
  await request(rabbitmqManagementUrl, 'PUT', `/api/permissions/${name}/${url.username || 'guest'}`, {
    configure: '.*',
    write: '.*',
    read: '.*',
  });
  return {
    url: url.href,
    drop: async () => {
      await request(rabbitmqManagementUrl, 'DELETE', `/api/vhosts/${name}`);
    },
  };
}
