# shellcheck shell=bash
# Sets up what scripts/start and scripts/test need: a Python, the system's libraries, and .venv with
# the pinned dependencies. Sourced by both. It says everything on standard error, because standard
# output belongs to main.py, and it never runs the program or a check itself.
#
# What was set up is remembered in .venv/installed-*, so that a later call compares two short texts
# and needs neither the network nor Python. These files are written last; .venv/unfinished stands
# there while something is being installed, and a .venv left with it is built anew.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
venv_python=$venv/bin/python

# Modules from elsewhere must not take the place of the pinned ones.
unset PYTHONHOME PYTHONPATH

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# Each line: the library as the loader asks for it, and the Debian and Ubuntu package that has it.
# Qt needs the first list even where nothing is shown, the second only to open a window.
libraries_always='
libglib-2.0.so.0 libglib2.0-0
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3'
libraries_for_a_window='
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0'

# Prints the packages of the given list whose library the loader does not find.
missing_packages() {
    local found library package
    found=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -E 'x86-64|AArch64') || true
    while read -r library package; do
        if [[ -n $library && $found != *"$library ("* ]]; then
            printf '%s\n' "$package"
        fi
    done <<<"$1"
}

suitable_python() {
    "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
        >/dev/null 2>&1
}

can_make_a_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the Python to use: the first that can make a .venv, else the first that fits; fails if
# there is none. Each is tried, not only looked for: version managers leave commands that merely
# say that nothing is behind them. python3 comes first because the system's packages belong to it.
find_python() {
    local candidate second_choice=
    for candidate in python3 python3.13 python3.12 python3.11; do
        if ! suitable_python "$candidate"; then
            continue
        fi
        if can_make_a_venv "$candidate"; then
            command -v "$candidate"
            return
        fi
        second_choice=${second_choice:-$(command -v "$candidate")}
    done
    [[ -n $second_choice ]] && printf '%s\n' "$second_choice"
}

# Prints the packages without which this Python (empty: none was found) cannot make a .venv.
missing_python_packages() {
    if [[ -z $1 ]]; then
        printf 'python3\npython3-venv\n'
    elif ! can_make_a_venv "$1"; then
        "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

# Installs the packages as root, or stops with the one line that somebody with the right must run.
install_packages() {
    local line="apt-get update && apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "缺少系统组件：$*（Debian、Ubuntu 的软件包名）。请用本系统的软件管理工具安装对应的软件包，然后重新运行。"
    fi
    if ((EUID != 0)); then
        line="sudo sh -c '$line'"
        say "缺少系统组件。请由有管理员权限的人运行下面这一行，然后重新运行本命令："
        stop "$line"
    fi
    say "正在安装系统组件：$*"
    if ! DEBIAN_FRONTEND=noninteractive sh -c "$line" >&2 </dev/null; then
        stop "系统组件没有装上，原因见上面几行。请检查网络和软件源，然后重新运行。"
    fi
}

# What .venv must have been made from: the constraints, and the very Python behind it, which an
# upgrade of the system replaces. $1 is runtime or dev.
wanted_state() {
    printf '%s\n' "$(readlink -f -- "$venv_python")"
    sha256sum <"$(constraints_of "$1")"
}

constraints_of() {
    case $1 in
        runtime) printf '%s' "$root/constraints.txt" ;;
        dev) printf '%s' "$root/constraints-dev.txt" ;;
    esac
}

is_installed() {
    [[ -x $venv_python && -f $venv/installed-$1 ]] &&
        [[ $(<"$venv/installed-$1") == "$(wanted_state "$1")" ]]
}

remember() {
    wanted_state "$1" >"$venv/installed-$1.new"
    mv -- "$venv/installed-$1.new" "$venv/installed-$1"
}

# Makes .venv with the Python given, or keeps the one that is there and whole.
make_venv() {
    if [[ -e $venv && ! -e $venv/unfinished ]] && suitable_python "$venv_python" &&
        "$venv_python" -m pip --version >/dev/null 2>&1; then
        touch -- "$venv/unfinished"
        return
    fi
    say "正在建立运行环境 .venv ……"
    rm -rf -- "$venv"
    mkdir -- "$venv"
    touch -- "$venv/unfinished"
    "$1" -m venv "$venv" >&2 || stop "运行环境没有建成，原因见上面几行。请处理后重新运行。"
}

install_dependencies() {
    local -a quiet=(--quiet)
    if [[ -t 2 ]]; then
        quiet=()
    fi
    rm -f -- "$venv"/installed-*
    say "正在下载并安装程序库（约 150 MB，只有第一次和更新后需要，一般几分钟）……"
    if ! env -u PIP_TARGET -u PIP_PREFIX -u PIP_USER "$venv_python" -m pip install \
        "${quiet[@]}" --disable-pip-version-check --no-input --require-hashes --only-binary :all: \
        -r "$(constraints_of "$1")" >&2 </dev/null; then
        stop "程序库没有装全，原因见上面几行。请检查网络后重新运行，会从头再装；已有的数据不受影响。"
    fi
}

# set_up runtime|dev: returns when everything is there, otherwise says what to do and exits with 1.
set_up() {
    local kind=$1 python packages
    if is_installed "$kind"; then
        return
    fi
    # A second start while the first is still setting up waits here instead of spoiling its work.
    exec 9<"$root/pyproject.toml"
    if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
        say "另一个窗口正在安装，请稍候……"
        flock 9
    fi
    if ! is_installed "$kind"; then
        python=$(find_python) || python=
        packages=$(missing_python_packages "$python" && missing_packages "$libraries_always")
        if [[ -n $packages ]]; then
            # shellcheck disable=SC2086  # one word for each package
            install_packages $packages
            python=$(find_python) || python=
            if [[ -z $python ]] || ! can_make_a_venv "$python"; then
                stop "本机没有可用的 Python：需要 3.11、3.12 或 3.13，并带有 venv 模块。请安装其中一个（例如软件包 python3.12 和 python3.12-venv），然后重新运行。"
            fi
        fi
        if [[ ! -w $root ]]; then
            stop "程序所在的文件夹不能写入：$root。请换到自己的文件夹，或由有权限的人先运行一次。"
        fi
        make_venv "$python"
        install_dependencies "$kind"
        remember runtime
        if [[ $kind == dev ]]; then
            remember dev
        fi
        rm -f -- "$venv/unfinished"
        say "安装完成。"
    fi
    exec 9<&-
}

# What only a window needs. Looked at where there is a screen, and remembered like the rest.
set_up_window() {
    local packages
    if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} || -e $venv/installed-window ]]; then
        return
    fi
    packages=$(missing_packages "$libraries_for_a_window")
    if [[ -n $packages ]]; then
        # shellcheck disable=SC2086  # one word for each package
        install_packages $packages
    fi
    if [[ -w $venv ]]; then
        touch -- "$venv/installed-window"
    fi
}
