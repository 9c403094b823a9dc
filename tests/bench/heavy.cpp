/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Much work for a C++ compiler in few lines: the benchmarks record its compilation. */
#include <algorithm>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

using value = std::variant<int, double, std::string>;

static std::map<std::string, std::vector<value>> values;

int main(int argc, char **argv)
{
	std::string name = argv[0];
	std::smatch match;
	std::regex_match(name, match, std::regex("(.*)/(.*)"));
	std::wregex wide(L"[a-z]+|(b*)c");

	std::vector<std::string> words(argv, argv + argc);
	std::sort(words.begin(), words.end());
	std::shuffle(words.begin(), words.end(), std::mt19937(argc));
	auto count = std::async([&] { return words.size(); });

	for (auto &entry : std::filesystem::directory_iterator("."))
		std::cout << entry.path() << '\n';
	values[name].push_back(static_cast<int>(count.get()));

	std::unordered_map<std::string, std::function<int(int)>> functions;
	functions["twice"] = [](int n) { return 2 * n; };
	return functions["twice"](argc);
}
