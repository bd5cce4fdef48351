import type { SignedIn, User } from "./types";

/**
 * Who is signed in. The access token lives in memory only; what outlives the page is the
 * server's HttpOnly cookie, and a flag that says asking for a refresh is worth the request.
 */
const FLAG = "homeroom.signed-in";

interface Session {
  user: User | null;
  token: string | null;
  /** The password was right and the second step is missing: nobody is signed in yet. */
  half: boolean;
}

const NOBODY: Session = { user: null, token: null, half: false };

let session: Session = NOBODY;
const listeners = new Set<() => void>();

function set(next: Session) {
  session = next;
  for (const listener of listeners) listener();
}

export const sessionStore = {
  get: (): Session => session,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  signIn(signedIn: SignedIn) {
    remember(true);
    const half = signedIn.second_factor_due;
    set({ user: half ? null : signedIn.user, token: signedIn.access_token, half });
  },
  updateUser(user: User) {
    set({ ...session, user });
  },
  signOut() {
    remember(false);
    set(NOBODY);
  },
  /** Nobody is signed in when the next page starts; this one keeps what it shows. */
  forget() {
    remember(false);
  },
  /** Whether this browser was signed in when it was last used. */
  wasSignedIn(): boolean {
    try {
      return localStorage.getItem(FLAG) === "1";
    } catch {
      return false;
    }
  },
};

function remember(signedIn: boolean) {
  try {
    if (signedIn) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
  } catch {
    // Storage may be forbidden (private mode); the person then signs in again next time.
  }
}
