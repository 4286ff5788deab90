/** More ids would make an address too long for some proxies. */
const most = 100;

/** For marks in rows and on cards: all that come into sight together are asked about in one request. */
export function askedTogether<Asked, Answer>(
  ask: (all: readonly Asked[]) => Promise<(one: Asked) => Answer>,
): (one: Asked) => Promise<Answer> {
  let open: { all: Asked[]; answers: Promise<(one: Asked) => Answer> } | undefined;
  return async (one) => {
    if (!open || open.all.length >= most) {
      const all: Asked[] = [];
      const answers = new Promise((soon) => setTimeout(soon, 20)).then(() => {
        if (open?.all === all) open = undefined;
        return ask(all);
      });
      open = { all, answers };
    }
    open.all.push(one);
    return (await open.answers)(one);
  };
}
