import autocannon from 'autocannon';

export type Figure = { requestsPerSecond: number; p50: number; p99: number; failed: number };

export type Load = {
  url: string;
  method?: 'GET' | 'POST' | 'PATCH';
  headers?: Record<string, string>;
  clients?: number;
  seconds?: number;
  next: (n: number) => { path: string; body?: unknown };
};

/** So many clients, each asking again as soon as it has its answer. `next` names the n-th request. */
export async function load({
  url,
  method = 'GET',
  headers = {},
  clients = 16,
  seconds = 5,
  next,
}: Load): Promise<Figure> {
  let n = 0;
  const result = await autocannon({
    url,
    connections: clients,
    duration: seconds,
    requests: [
      {
        method,
        headers,
        setupRequest: (request) => {
          const { path, body } = next(n++);
          return { ...request, path, ...(body !== undefined && { body: JSON.stringify(body) }) };
        },
      },
    ],
  });
  return {
    requestsPerSecond: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

/** Ours and the floor in turn, so that both meet the same weather; the median ratio counts. */
export async function against(
  ours: Load,
  floor: Load,
  rounds = 3,
): Promise<{ ours: Figure; floor: Figure; ratio: number }> {
  const pairs: { ours: Figure; floor: Figure; ratio: number }[] = [];
  await load({ ...ours, seconds: 2 });
  await load({ ...floor, seconds: 2 });
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [await load(ours), await load(floor)];
    pairs.push({ ours: a, floor: b, ratio: a.requestsPerSecond / b.requestsPerSecond });
  }
  const [median] = pairs.toSorted((a, b) => a.ratio - b.ratio).slice(Math.floor(rounds / 2));
  if (!median) throw new Error('no rounds');
  return { ...median, ratio: Math.round(median.ratio * 100) / 100 };
}
