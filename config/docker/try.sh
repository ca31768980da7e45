#!/usr/bin/env bash
# Builds the image and runs it, from nothing but Debian and a jar that was built, without an engine and without any registry of
# images: base images by mmdebstrap, the build by buildah without a sandbox of its own. As root. Whatever it makes is in a
# directory of its own, which it takes away again.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=gateway/target/quotegate.jar
[ -f $jar ] || { echo "$jar is not there: mvn -DskipTests package"; exit 1; }

missing=()
for each in buildah mmdebstrap docker-compose; do
  command -v "$each" > /dev/null || missing+=("$each")
done
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  install() { apt-get install -y -q --no-install-recommends "${missing[@]}" > /dev/null; }
  install || { apt-get update -q > /dev/null && install; }
fi

for file in config/docker/compose*.yaml; do
  docker-compose -f "$file" config --quiet
  echo "$file is a composition"
done

work=$(mktemp -d /var/tmp/quotegate-image.XXXXXX)
driver=overlay
engine() { buildah --root "$work/$driver" --runroot "$work/run" --storage-driver $driver "$@"; }
gateway=
runs=
finish() {
  [ -z "$gateway" ] || kill -KILL "$gateway" 2> /dev/null || true
  [ -z "$runs" ] || wait "$runs" || true
  engine rm --all > /dev/null 2>&1 || true
  awk -v work="$work/" 'index($2, work) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount
  rm -rf --one-file-system "$work"
}
trap finish EXIT
engine mount "$(engine from scratch)" > /dev/null 2>&1 || driver=vfs # which works on every file system, with copies

step=$SECONDS
took() { echo "$1: $((SECONDS - step)) s"; step=$SECONDS; }

# base NAME PACKAGE...: an image of these packages as they are unpacked, which is enough to run programs of them.
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
sources=/etc/apt/sources.list.d/debian.sources
[ -f $sources ] || sources=/etc/apt/sources.list
base() {
  local name=$1 packages container
  shift
  packages=$(IFS=,; echo "$*")
  mmdebstrap --quiet --variant=extract --include="$packages" --customize-hook='rm -rf "$1"/usr/share/doc/*/changelog* "$1"/usr/share/locale' \
    "$release" "$work/$name" "$sources" || { echo "no packages of Debian $release"; exit 75; }
  container=$(engine from scratch)
  engine add --quiet "$container" "$work/$name" / > /dev/null
  rm -rf --one-file-system "${work:?}/$name"
  engine config --env "JAVA_HOME=/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)" "$container"
  engine commit --quiet --rm "$container" "localhost/$name" > /dev/null
}
base quotegate-run-base base-files libc6 libgcc-s1 libstdc++6 zlib1g
base quotegate-build-base openjdk-17-jdk-headless dash coreutils
took "base images"

engine bud --isolation chroot --format docker --layers=false --pull-never \
  --build-arg BUILD_IMAGE=localhost/quotegate-build-base --build-arg RUN_IMAGE=localhost/quotegate-run-base \
  --build-arg JAR=$jar -f config/docker/Dockerfile -t localhost/quotegate . > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
took "image"
engine images --format '{{.Name}}: {{.Size}}' | sort

# As the image says and by the user that it says, on a free port of this machine, whose network it shares here.
of_image() { engine inspect --type image --format "$1" localhost/quotegate; }
mapfile -t entrypoint < <(of_image '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}' | sed '/^$/d')
mapfile -t health < <(of_image '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' | sed '/^$/d')
user=$(of_image '{{.Docker.Config.User}}')
port=$(($$ % 10000 + 40000))
container=$(engine from --pull-never localhost/quotegate)
engine config --env QUOTEGATE_SERVER_PORT=$port --env QUOTEGATE_SERVER_BIND=127.0.0.1 "$container"
inside() { engine run --isolation chroot "$container" -- "$@"; }

ask() { # PATH: what is answered, nothing where nobody does
  { exec 3<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || return 0
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
}
touch "$work/before"
began=$(date +%s%N)
inside "${entrypoint[@]}" demo > "$work/log" 2>&1 &
runs=$!
until grep -q '"bid"' <<< "$(ask /v1/quotes/BTC-USDT)"; do
  kill -0 $runs 2> /dev/null || { cat "$work/log"; echo "the gateway ended"; exit 1; }
  [ $(($(date +%s%N) - began)) -lt 120000000000 ] || { cat "$work/log"; echo "no quote within two minutes"; exit 1; }
  sleep 0.02
done
echo "first quote: $((($(date +%s%N) - began) / 1000000)) ms after the start"
gateway=$(ps -e -o pid= -o uid= -o comm= -o args= | awk -v uid="${user%:*}" '$2 == uid && $3 == "java" && /quotegate\.jar demo/ {print $1}')
echo "health: $(inside "${health[@]:1}")"
inside "${entrypoint[@]}" status --port $port
inside "${entrypoint[@]}" get BTC-USDT --port $port
root=$(engine mount "$container")
written=$(cd "$root" && find . -xdev -type f -newer "$work/before" ! -path './data/*' ! -path './etc/*') # buildah writes hosts into etc
[ -z "$written" ] || { echo "written outside of /data: $written"; exit 1; }
grep -q '^quotegate_store_up 1' <<< "$(ask /metrics)" || { echo "nothing is kept in /data"; exit 1; }
kill -TERM "$gateway"
gateway=
code=0
wait $runs || code=$?
runs=
[ $code = 0 ] || { cat "$work/log"; echo "it ended with $code"; exit 1; }
took "run"
