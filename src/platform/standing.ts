import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { notFound } from './errors.ts';
import type { Ground } from './ground.ts';

/** How we are: /healthz (the process lives), /readyz (it can serve), /metrics (Prometheus; from this machine only). */
export async function mountStanding(server: FastifyInstance, ground: Ground): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'klinke_http_request_seconds',
    help: 'Time to answer, by operation and status',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  registry.registerMetric(
    new Gauge({
      name: 'klinke_database_connections',
      help: 'Connections of the application pool',
      labelNames: ['state'] as const,
      registers: [],
      collect() {
        this.set({ state: 'open' }, ground.pool.totalCount);
        this.set({ state: 'idle' }, ground.pool.idleCount);
        this.set({ state: 'waiting' }, ground.pool.waitingCount);
      },
    }),
  );
  server.addHook('onResponse', async (request, reply) => {
    // The name of the operation, never the path: ids don't belong into metrics.
    const operation = (request.routeOptions.schema as { operationId?: string } | undefined)?.operationId ?? 'other';
    duration.observe({ operation, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
  });

  server.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'));
  server.get('/readyz', async (_request, reply) => {
    const answer = await ground.pool.query('select 1').then(
      () => undefined,
      (error: unknown) => error,
    );
    return answer === undefined
      ? reply.type('text/plain').send('ready\n')
      : reply.code(503).header('retry-after', 2).type('text/plain').send('database not reachable\n');
  });
  server.get('/metrics', async (request, reply) => {
    if (!/^(127\.|::1$|::ffff:127\.)/.test(request.ip)) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
