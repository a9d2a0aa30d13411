"""What is run on a server behind ssh: POSIX ``sh`` and coreutils, nothing else. ``$1`` is always the folder.

The lock is the highest number in ``locks/``: a symbolic link, which is made with all that it says in one step or not at
all. Its holder is a process there that lives as long as our connection; one that is gone, or silent for five minutes,
holds nothing, and the next takes the next number. So nobody ever removes a lock that another may just have taken.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "FINISH", "HISTORY", "HOLD", "KEPT", "LIVE", "MANIFEST", "PREPARE", "PUT", "READ", "RECORD", "REMOVE", "SWITCH",
    "TOUCH", "VERIFY",
]  # fmt: skip

_START: Final = "set -eu; LC_ALL=C; export LC_ALL; umask 022; place=$1; shift\n"
_LOOK: Final = r"""
odd= any=
look() {
    for name in * .[!.]* ..?*; do
        { [ -e "$name" ] || [ -L "$name" ]; } || continue
        case $name in
            lost+found|.part-*) ;;
            showcase-target.json|lock|locks|published.jsonl|releases|states|current) any=$name ;;
            *) any=$name odd=$name ;;
        esac
    done
    if [ -n "$any" ] && [ ! -f showcase-target.json ]; then printf 'foreign %s\n' "${odd:-$any}"; exit 0; fi
    if [ -n "$odd" ]; then printf 'strange %s\n' "$odd"; exit 0; fi
}
if [ -e "$place" ] && [ ! -d "$place" ]; then echo file; exit 0; fi
"""
_FENCE: Final = r"""
fence() { [ "$(ls locks | sort -n | tail -n 1)" = "$lock" ] || { echo lost-lock >&2; exit 77; }; }
cd -- "$place"; lock=$1; shift; fence
"""
_DISK: Final = "settle() { sync -f . 2>/dev/null || sync; }\n"
_GOAL: Final = r"""
goal() {
    link=$(readlink "current/$1" 2>/dev/null) || return 0
    link=${link%/site}; link=${link##*/}
    if [ -d "releases/$link" ]; then printf '%s' "$link"; fi
}
"""

HOLD: Final = (
    _START
    + _LOOK
    + r"""
mkdir -p -- "$place"; cd -- "$place"; look
if [ ! -f showcase-target.json ]; then
    echo '{"showcase-target": 1}' > .part-mark; mv -T .part-mark showcase-target.json
fi
mkdir -p releases states locks
boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo 0)
started() {
    if [ -r /proc/self/stat ]; then cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null || echo gone
    elif kill -0 "$1" 2>/dev/null; then echo 0; else echo gone; fi
}
last=$(ls locks | sort -n | tail -n 1)
if [ -n "$last" ]; then
    held=$(readlink "locks/$last" || echo '0 0 0')
    pid=${held%% *}; held=${held#* }; since=${held%% *}; held=${held#* }
    if [ "${held%% *}" = "$boot" ] && [ "$(started "$pid")" = "$since" ]; then echo "busy ${held#* }"; exit 0; fi
fi
next=$((${last:-0} + 1))
ln -s "$$ $(started $$) $boot $1" "locks/$next" 2>/dev/null || { echo 'busy 别人'; exit 0; }
if [ "$(ls locks | sort -n | tail -n 1)" != "$next" ]; then rm -f "locks/$next"; echo 'busy 别人'; exit 0; fi
for old in $(ls locks); do if [ "$old" -lt "$next" ]; then rm -f "locks/$old"; fi; done
echo "held $next"
while timeout 300 sh -c 'IFS= read -r beat'; do :; done
"""
)
"""``$2``: who, since when. Prints ``held NUMBER``, ``busy WHO``, ``file``, ``foreign NAME`` or ``strange NAME``."""

LIVE: Final = (
    _START
    + _LOOK
    + _GOAL
    + r"""
if [ ! -e "$place" ]; then echo none; exit 0; fi
cd -- "$place"; look
id=$(goal site)
if [ -z "$id" ] || [ ! -f "releases/$id/manifest.json" ]; then echo none; exit 0; fi
echo live; cat "releases/$id/manifest.json"
"""
)
MANIFEST: Final = (
    _START + 'cd -- "$place"; if [ -f "releases/$1/manifest.json" ]; then cat "releases/$1/manifest.json"; fi'
)
READ: Final = _START + 'cat -- "$place/current/site/$1"'
HISTORY: Final = (
    _START
    + _LOOK
    + 'if [ ! -e "$place" ]; then echo none; exit 0; fi; cd -- "$place"; look; echo log; '
    + "if [ -f published.jsonl ]; then cat published.jsonl; fi"
)
PREPARE: Final = (
    _START
    + _FENCE
    + r"""
if [ -f "releases/$1/manifest.json" ]; then echo whole; exit 0; fi
rm -rf "releases/.new-$lock"; mkdir "releases/.new-$lock" "releases/.new-$lock/site" "releases/.new-$lock/tmp"
echo new; ls -A releases
"""
)
"""``$3``: id. A stage of its own for each holder of the lock: what a killed one may still send goes nowhere."""
VERIFY: Final = _START + _FENCE + 'cd "releases/.new-$lock/site"; sha256sum -c --quiet -'
TOUCH: Final = (
    _START
    + _FENCE
    + r"""
cd "releases/.new-$lock/site"; when=$1; set --
while IFS= read -r path; do
    set -- "$@" "./$path"
    if [ $# -ge 200 ]; then touch -d "$when" "$@"; set --; fi
done
if [ $# -gt 0 ]; then touch -d "$when" "$@"; fi
"""
)
PUT: Final = _START + _FENCE + 'cd "releases/.new-$lock"; cat > tmp/part; chmod 644 tmp/part; mv -T tmp/part "$1"'
FINISH: Final = (
    _START
    + _DISK
    + _FENCE
    + r"""
rm -rf "releases/.new-$lock/tmp" "releases/$1"; settle; fence
mv -T "releases/.new-$lock" "releases/$1"
"""
)
SWITCH: Final = (
    _START
    + _DISK
    + _GOAL
    + _FENCE
    + r"""
id=$1
if [ ! -f "releases/$id/site/index.html" ]; then echo missing; exit 0; fi
if [ "$(goal site)" = "$id" ]; then exit 0; fi
rm -rf states/.new; mkdir states/.new
ln -s "../../releases/$id/site" states/.new/site
seen=$id; set -- before earlier
for link in site before earlier; do
    name=$(goal $link)
    case " $seen " in *" $name "*) continue ;; esac
    if [ -n "$name" ] && [ $# -gt 0 ]; then
        ln -s "../../releases/$name/site" "states/.new/$1"; seen="$seen $name"; shift
    fi
done
last=$(ls states | sort -n | tail -n 1)
state=$(printf '%06d' "$(expr "${last:-0}" + 1)")
mv -T states/.new "states/$state"
rm -f .part-current; ln -s "states/$state" .part-current
settle; fence
mv -T .part-current current
settle
"""
)
KEPT: Final = (
    _START
    + _GOAL
    + r"""
cd -- "$place"
printf '%s %s %s\n' "$(goal site)" "$(goal before)" "$(goal earlier)"
for name in $(ls -A releases); do
    printf '%s ' "$name"
    if [ -f "releases/$name/manifest.json" ]; then head -n 1 "releases/$name/manifest.json"; else echo; fi
done
"""
)
"""What the three links lead to; then each folder with the first line of its manifest."""
REMOVE: Final = (
    _START
    + _FENCE
    + r"""
for name in "$@"; do
    case $name in
        .old-*) ;;
        *) rm -rf "releases/.old-$name"; mv -T "releases/$name" "releases/.old-$name"; name=.old-$name ;;
    esac
    rm -rf "releases/$name"
done
ls states | sort -n | head -n -3 | while IFS= read -r state; do rm -rf "states/$state"; done
rm -rf states/.new .part-current
"""
)
RECORD: Final = (
    _START
    + _DISK
    + _FENCE
    + r"""
if [ -s published.jsonl ] && [ -n "$(tail -c 1 published.jsonl)" ]; then echo >> published.jsonl; fi
cat >> published.jsonl; settle
"""
)
