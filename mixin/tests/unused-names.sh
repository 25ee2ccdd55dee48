#!/usr/bin/env bash
# Finds local names that their file does not use (jsonnet itself finds names that do not exist).
set -euo pipefail
status=0
for file in "$@"; do
    while read -r name; do
        uses=$(sed 's://.*$::' "$file" | grep -owF -- "$name" | wc -l)
        if [ "$uses" -lt 2 ]; then
            echo "$file: $name is not used" >&2
            status=1
        fi
    done < <(grep -oE '\<local .*' "$file" | sed 's/^local //' |
        grep -oE '(^|, )[A-Za-z_]+( =|\()' | grep -oE '[A-Za-z_]+' | sort -u)
done
exit "$status"
