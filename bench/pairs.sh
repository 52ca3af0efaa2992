# What the paired benchmarks share; sourced. Needs GNU time for CPU seconds and resident memory of whole processes.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$root/target/bench
mkdir -p "$work"
national=$root/../shared/data/mpfn-delitos/delitos_2023.csv
[ -x /usr/bin/time ] || { echo 'needs GNU time (Debian: apt install time)' >&2; exit 2; }
"$root/sumario" jobs list >/dev/null
libraries=$root/target/app/lib
classes=$work/classes

# measure WHAT COMMAND…: prints WHAT, CPU seconds and resident megabytes.
measure() {
    local what=$1
    shift
    /usr/bin/time -o "$work/measured" -f '%U %S %M' "$@" >"$work/said" || [ $? = 3 ] || { cat "$work/said" >&2; exit 1; }
    awk -v what="$what" 'NF == 3 { printf "%s %.2f %d\n", what, $1 + $2, $3 / 1024 }' "$work/measured"
}

# make_book ROWS [inline]: sets book to a workbook that repeats a publication's rows.
make_book() {
    local maker=$root/../shared/bench/blow_up.py
    book=$work/rows_$1${2:+_$2}.xlsx
    if [ ! -f "$book" ]; then
        [ -f "$maker" ] && [ -f "$national" ] || { echo "nothing to make a workbook from: $maker, $national" >&2; exit 2; }
        python3 "$maker" "$national" "$1" "$book.new" ${2:+"$2"} && mv "$book.new" "$book"
    fi
}

fetch_peers() {
    local wanted=$work/peer/$(cksum <"$root/bench/peers/pom.xml" | tr ' ' -)
    if [ ! -f "$wanted" ]; then
        rm -rf "$work/peer"
        mvn -q -B -f "$root/bench/peers/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/peer"
        : >"$wanted"
    fi
}

java_peer() {
    java --enable-native-access=ALL-UNNAMED -cp "$classes:$work/peer/*:$libraries/*" "$@"
}

full() {
    rm -rf "$work/warehouse"
    "$root/sumario" load "$1" --source mpfn-complaints --warehouse "$work/warehouse" --quiet
}
export -f java_peer full
export root work libraries classes

# told: rows and sum that the last command told, a peer as its last line, a load by its table; a peer may tell nothing.
told() {
    awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
        "fact_sum" in column && NR > 1 { facts += $column["facts"]; sum += $column["fact_sum"] }
        END { if ("fact_sum" in column) printf "%d %d\n", facts, sum; else print }' "$work/said"
}

# pairs ROUNDS PEER-COMMAND LOAD-COMMAND: runs both in turn, which must come to the same rows and sum; prints each round and the mean ratio.
pairs() {
    local round peer load
    for round in $(seq "$1"); do
        measure peer bash -c "$2"
        peer=$(told)
        measure load bash -c "$3"
        load=$(told)
        [ -z "$peer" ] || [ "$peer" = "$load" ] || { echo "the peer came to $peer, the load to $load" >&2; exit 1; }
    done | awk '
        $1 == "peer" { peer = $2; memory = $3 }
        $1 == "load" {
            printf "peer %.2f s %d MB, load %.2f s %d MB, ratio %.2f\n", peer, memory, $2, $3, $2 / peer
            fflush(); sum += $2 / peer; rounds++
        }
        END { if (rounds) printf "mean ratio %.2f over %d rounds\n", sum / rounds, rounds }'
}
