#!/usr/bin/env bash
# Builds the drop-in folder (artifacts/home), a versioned archive of it, and the NuGet package.
#   ./build.sh            everything
#   ./build.sh --home     the drop-in folder only
#   ./build.sh --pack folder archive   nothing but an archive of a drop-in folder
set -euo pipefail
cd "$(dirname "$0")"

runtime=net10.0
home=artifacts/home
version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
case "$(uname -m)" in
    x86_64) rid=linux-x64 ;;
    aarch64) rid=linux-arm64 ;;
    *) rid="" ;;
esac

build_home() {
    rm -rf artifacts/publish
    dotnet publish src/StartupHook -c Release -o artifacts/publish/hook -v quiet --nologo -p:ContinuousIntegrationBuild=true
    dotnet publish src/Instrumentation -c Release -o artifacts/publish/instrumentation -v quiet --nologo \
        -p:ContinuousIntegrationBuild=true
    dotnet publish src/HashPassword -c Release -o artifacts/publish/hash-password -v quiet --nologo -p:ContinuousIntegrationBuild=true
    dotnet publish src/Doctor -c Release -o artifacts/publish/doctor -v quiet --nologo -p:ContinuousIntegrationBuild=true

    local made=artifacts/publish/home
    mkdir -p "$made/$runtime"
    cp artifacts/publish/hook/AspNetCorePrometheus.StartupHook.dll "$made/"
    cp artifacts/publish/instrumentation/{AspNetCorePrometheus,OpenTelemetry}*.dll "$made/$runtime/"
    if [ -n "$rid" ]; then
        # Our own compiled ahead too: without it the first answer of an application comes much later. No other platform loads these
        # images, so they have a folder of their own.
        dotnet publish src/Instrumentation -c Release --no-self-contained -r "$rid" -p:PublishReadyToRun=true \
            -o artifacts/publish/ahead -v quiet --nologo -p:ContinuousIntegrationBuild=true
        mkdir "$made/$runtime/$rid"
        cp artifacts/publish/ahead/{AspNetCorePrometheus,OpenTelemetry}*.dll "$made/$runtime/$rid/"
    fi
    cp artifacts/publish/hash-password/AspNetCorePrometheus.HashPassword.{dll,runtimeconfig.json} "$made/$runtime/"
    cp artifacts/publish/doctor/AspNetCorePrometheus.Doctor.{dll,runtimeconfig.json} "$made/$runtime/"
    cp LICENSE THIRD-PARTY-NOTICES "$made/"
    find "$made" -type f -exec chmod 644 {} +
    install -m 755 src/home/run-with-metrics src/home/hash-password src/home/doctor "$made/"
    echo "$version" > "$made/VERSION"
    (cd "$made" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
    rm -rf "$home"
    mv "$made" "$home"
    rm -rf artifacts/publish
}

# The same files make the same archive, whoever packs them, when and where.
pack() {
    tar -C "$1" --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@0 \
        --transform "s:^\.:aspnetcore-prometheus-$version:" -cf - . | gzip -n9 > "$2"
}

if [ "${1:-}" = "--pack" ]; then
    pack "$2" "$3"
    exit 0
fi

build_home
echo "drop-in folder: $PWD/$home"
if [ "${1:-}" = "--home" ]; then
    exit 0
fi

archive=aspnetcore-prometheus-$version.tar.gz
pack "$home" "artifacts/$archive"
(cd artifacts && sha256sum "$archive" > "$archive.sha256")
echo "archive: $PWD/artifacts/$archive"

rm -rf artifacts/packages
dotnet pack src/Instrumentation -c Release -o artifacts/packages -v quiet --nologo -p:ContinuousIntegrationBuild=true
package=artifacts/packages/AspNetCorePrometheus.$version.nupkg
test -f "$package"
echo "package: $PWD/$package"
