"""A naive article: a plain list of what the public reads from when on.

Written from what `news.publishing` promises, not from how it does it. `now` never goes
back; `pass_to` brings the list up to it before anything else is asked.
"""

from dataclasses import dataclass


class Refused(Exception):
    """What the rules do not allow; nothing is changed."""


@dataclass
class Entry:
    """From `moment` on the public reads `lead`; None: nothing."""

    moment: object
    lead: str | None
    is_featured: bool = False


@dataclass
class Copy:
    """The working copy."""

    lead: str
    expires: object = None
    is_featured: bool = False


class NaiveArticle:
    """`past`: what has begun, in order. `coming`: what is to begin. `ends`: when what
    is last of these expires. `copy`: what the desk wants."""

    def __init__(self, lead):
        self.past, self.coming, self.ends = [], None, None
        self.copy, self.is_withdrawn = Copy(lead), False

    def pass_to(self, now):
        """Lets begin and expire what has its moment by `now`."""
        if self.coming and self.coming.moment <= now:
            self._begin(self.coming)
            self.coming = None
        if self.ends and not self.coming and self.ends <= now:
            self.past.append(Entry(self.ends, None))
            self.ends = None

    def entries(self):
        """Everything that has begun or is planned, in order."""
        coming = [self.coming] if self.coming else []
        ends = [Entry(self.ends, None)] if self.ends else []
        return [*self.past, *coming, *ends]

    def read_at(self, moment):
        """The lead that is public at `moment`, and whether it is featured; or None."""
        begun = [entry for entry in self.entries() if entry.moment <= moment]
        if not begun or begun[-1].lead is None:
            return None
        return begun[-1].lead, begun[-1].is_featured

    @property
    def live(self):
        return self.past[-1] if self.past and self.past[-1].lead else None

    @property
    def first_moment(self):
        entries = self.entries()
        return entries[0].moment if entries else None

    @property
    def state(self):
        if self.live:
            return "hen-thay" if self.coming else "dang"
        if self.coming:
            return "hen-gio"
        if self.is_withdrawn:
            return "go"
        return "het-han" if self.past else "nhap"

    def publish(self, now, copy, at):
        """A past moment is only for an article that was never public. What is to come
        stays where something else is published now beside it."""
        if self.past:
            at = max(at or now, now)
        new = Entry(at or now, copy.lead, copy.is_featured)
        is_later = new.moment > now
        if copy.expires and copy.expires <= max(new.moment, now):
            raise Refused
        if self.live and self.live.lead == new.lead:
            if is_later:
                raise Refused
            stays = self.coming
        else:
            beside = self.coming and self.past and not is_later
            stays = self.coming if beside and self.coming.lead != new.lead else None
        if stays and copy.expires and copy.expires <= stays.moment:
            raise Refused
        if self.live and self.live.lead == new.lead:
            self.live.is_featured = new.is_featured
        elif is_later:
            stays = new
        else:
            self._begin(new)
        if stays:
            stays.is_featured = copy.is_featured
        self.coming, self.ends, self.copy = stays, copy.expires, copy

    def save(self, now, copy):
        self.copy = copy

    def correct(self, now, lead):
        """The desk's copy and what is to come take it in where they said the same;
        what is to come is dropped where it then says nothing else."""
        if not self.live or self.live.lead == lead:
            raise Refused
        before = self.live
        for other in filter(None, (self.copy, self.coming)):
            if other.lead == before.lead:
                other.lead = lead
        if self.coming and self.coming.lead == lead:
            self.coming = None
        self._begin(Entry(now, lead, before.is_featured))

    def cancel(self, now):
        """What is live gets the end that the desk wants, which must lie ahead."""
        if not self.coming:
            raise Refused
        ends = self.copy.expires if self.live else None
        if ends and ends <= now:
            raise Refused
        self.coming, self.ends = None, ends

    def withdraw(self, now):
        if not self.past or self.is_withdrawn:
            raise Refused
        self.past.append(Entry(now, None))
        self.coming = self.ends = None
        self.is_withdrawn = True

    def feature(self, now, is_featured):
        self.copy.is_featured = is_featured
        for entry in filter(None, (self.live, self.coming)):
            entry.is_featured = is_featured

    def _begin(self, entry):
        self.past.append(entry)
        self.is_withdrawn = False
