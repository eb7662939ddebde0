import amqp from 'amqplib';

/** Deletes a queue or stream with everything in it, as an operator would. */
export async function deleteQueue(rabbitmqUrl: string, queue: string): Promise<void> {
  const connection = await amqp.connect(rabbitmqUrl);
  const channel = await connection.createChannel();
  await channel.deleteQueue(queue);
  await connection.close();
}
