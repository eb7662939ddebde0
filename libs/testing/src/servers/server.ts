/** A server the tests started, and everything it left on disk. */
export interface Server {
  /** Address in the form its clients take. */
  readonly url: string;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

/** A RabbitMQ with its management API. */
export interface ManagedRabbitmq extends Server {
  readonly managementUrl: string;
}

/** A RabbitMQ that can be stopped for a while. */
export interface StoppableRabbitmq extends Server {
  /** Stops it; exchanges, durable queues and persistent messages stay. */
  stop(): Promise<void>;
  /** Starts it again under the same address and resolves when it accepts clients. */
  start(): Promise<void>;
}

/** A Redis that can be stopped for a while. It keeps nothing over that, and its port. */
export interface StoppableRedis extends Server {
  stop(): Promise<void>;
  /** Starts it again, empty, under the same address and resolves when it accepts clients. */
  start(): Promise<void>;
}

/** The ways to have servers: containers, or programs of this machine. */
export interface ServerSource {
  rabbitmq(): Promise<ManagedRabbitmq>;
  stoppableRabbitmq(): Promise<StoppableRabbitmq>;
  redis(): Promise<StoppableRedis>;
  postgres(): Promise<Server>;
}
