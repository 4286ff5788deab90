import { type AccessTables, listMembers } from '#access';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import type { SocketHandler } from '#platform/sockets';
import type { Lead } from './listening.ts';
import { ListenRequest, type ListenWish } from './messages.ts';
import { parsed, problemOf } from './replies.ts';
import { inWords, type Seat } from './seat.ts';

/** The pages of leads who listen in. What goes with such a page goes at once: it is the only thing that keeps the lead in the conversation. */
export function leadPages(
  ground: Ground,
  seatOf: (person: { workspaceId: string; userId: string }) => Seat | undefined,
): SocketHandler {
  return ({ actor, send, close }) => {
    let lead: Lead | undefined;
    let seat: Seat | undefined;
    let gone = false;

    const ask = async (userId: string): Promise<void> => {
      // It is about colleagues, by its nature.
      if (actor.seesOnlyOwn) throw new Refusal(403, 'forbidden', 'Dazu fehlt Ihnen die Berechtigung.');
      if (userId === actor.userId) throw new Refusal(409, 'own_call', 'Das ist Ihr eigenes Gespräch.');
      const members = await listMembers(dbOf<AccessTables>(ground, actor), actor.workspaceId);
      const found = seatOf({ workspaceId: actor.workspaceId, userId });
      if (!found)
        throw new Refusal(
          409,
          'not_here',
          'Mithören geht nur bei Gesprächen, die in der Seite geführt werden und über diesen Server laufen.',
        );
      if (gone) return;
      if (lead) seat?.listening.leave(lead);
      const name = members.find((member) => member.userId === actor.userId)?.name ?? '';
      lead = { actor, name, show: (state) => send({ state }) };
      seat = found;
      seat.listening.ask(lead);
    };
    const answerOf = async (wish: ListenWish): Promise<string | undefined> => {
      if (wish.do === 'ask') {
        await ask(wish.userId);
        return undefined;
      }
      if (!lead || !seat) throw new Refusal(409, 'not_let_in', 'Sie sind bei diesem Gespräch nicht (mehr) dabei.');
      const { listening } = seat;
      if (wish.do === 'mode') {
        await listening.change(lead, wish.mode);
        return undefined;
      }
      const { sdp } = await listening[wish.do](lead, { type: 'offer', sdp: wish.offer });
      return sdp;
    };

    return {
      hear(text) {
        const read = ListenRequest.safeParse(parsed(text));
        if (!read.success) return close();
        const { id, wish, locale } = read.data;
        inWords(() => answerOf(wish)).then(
          (sdp) => send({ reply: id, ...(sdp !== undefined && { sdp }) }),
          (error: unknown) => send({ reply: id, problem: problemOf(ground, error, locale) }),
        );
      },
      ended() {
        gone = true;
        if (lead) seat?.listening.leave(lead);
      },
    };
  };
}
