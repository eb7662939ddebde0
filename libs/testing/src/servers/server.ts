/** A server the tests started, and everything it left on disk. */
export interface Server {
  /** Address in the form its clients take. */
  readonly url: string;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
}

export interface RabbitmqServer extends Server {
  readonly managementUrl: string;
  /** Stops it; exchanges, durable queues and persistent messages stay. */
  stop(): Promise<void>;
  /** Starts it again under the same address and resolves when it answers. */
  start(): Promise<void>;
}

/** The ways to have servers: containers, or programs of this machine. */
export interface ServerSource {
  rabbitmq(): Promise<RabbitmqServer>;
  redis(): Promise<Server>;
  postgres(): Promise<Server>;
}
