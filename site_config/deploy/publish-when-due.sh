#!/bin/sh
# 到了网站该变的时刻才建站、发布；没到就立刻结束。由 systemd 的定时器或 cron 每五分钟叫一次。
# 公示截止、定时发布随日子到来，所以不写 --strict；有错误、隐私或链接检查不通过时照样不发布，线上不动。
# 用法：publish-when-due.sh [网站文件夹 [发布目标]]
set -eu
site=${1:-/srv/showcase-source}
target=${2:-/srv/showcase}
cd "$site"
bin=${SHOWCASE_BIN:-.venv/bin}
due=.cache/next-change
now=$(date +%s)
[ "$now" -ge "$(cat "$due" 2>/dev/null || echo 0)" ] || exit 0
"$bin/showcase" publish "$target" --yes --no-strict
# 建站开始以后才到的时刻也要算：从开始的那一刻问起
next=$("$bin/showcase" next-change --format iso --today "$(TZ=Asia/Shanghai date -d "@$now" +%Y-%m-%dT%H:%M:%S)")
date -d "$next" +%s > "$due.part"
mv "$due.part" "$due"
