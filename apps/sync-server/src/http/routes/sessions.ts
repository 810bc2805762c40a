import type { ServerContext } from '../../context.ts';
import type { Router } from '../register.ts';

export function sessionRoutes({ route, openRoute }: Router, { sessions }: ServerContext): void {
  openRoute('createSession', ({ body, request }) =>
    sessions.signIn({
      email: body.email,
      password: body.password,
      device: body.device ?? 'unnamed computer',
      address: request.ip,
    }),
  );
  openRoute('refreshSession', ({ body }) => sessions.refresh(body.refreshToken));
  route('deleteSession', async ({ caller }) => {
    await sessions.end(caller.sessionId, caller.user.id, 'signed out');
    return undefined;
  });
  route('me', async ({ caller }) => caller.user);
}
